import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Composer } from "@/components/broadcasts/composer";
import { Planned } from "@/components/broadcasts/planned";
import { Report } from "@/components/broadcasts/report";
import { readComposing } from "@/lib/broadcasts/composing";
import { countersOf } from "@/lib/broadcasts/counters";
import { draftOf } from "@/lib/broadcasts/draft";
import { broadcastById } from "@/lib/broadcasts/queries";
import { resultsOf } from "@/lib/broadcasts/results";
import { db } from "@/lib/db/client";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import * as doors from "../actions";
import { idIn } from "./number";

// A module is no plain object; only such reach a client component.
const actions = { ...doors };

type Props = { params: Promise<{ id: string }> };

const load = cache(async (text: string) => {
  const teammate = await requireTeammate();
  const id = idIn(text);
  const broadcast = id ? await broadcastById(db(), teammate.leaderId, id) : null;
  return broadcast && { teammate, broadcast };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await load((await params).id);
  const words = found?.broadcast.body.replace(/\s+/g, " ").trim().slice(0, 40);
  return { title: words || "Broadcast" };
}

/** One broadcast: written while it is a draft, then its plan, its way and what came of it. */
export default async function BroadcastPage({ params }: Props) {
  const found = await load((await params).id);
  if (!found) notFound();
  const { broadcast, teammate } = found;
  const { leaderId, timeZone } = teammate;
  const mayWrite = can(teammate.role, "broadcasts.edit");
  if (broadcast.state === "draft") {
    const composing = await readComposing(db(), teammate);
    return (
      <Composer
        key={broadcast.id}
        first={draftOf(broadcast)}
        number={broadcast.number}
        composing={composing}
        mayWrite={mayWrite}
        actions={actions}
      />
    );
  }
  if (broadcast.state === "scheduled") {
    const composing = await readComposing(db(), teammate);
    return <Planned draft={draftOf(broadcast)} composing={composing} mayWrite={mayWrite} actions={actions} />;
  }
  const [counters, results] = await Promise.all([
    countersOf(db(), leaderId, broadcast.id),
    resultsOf(db(), leaderId, broadcast.id),
  ]);
  if (!counters) notFound();
  return (
    <Report
      broadcast={{
        id: broadcast.id,
        body: broadcast.body,
        media: broadcast.media,
        prices: broadcast.prices,
        reachable: broadcast.reachable,
      }}
      counters={counters}
      results={results}
      timeZone={timeZone}
      mayWrite={mayWrite}
      actions={actions}
    />
  );
}
