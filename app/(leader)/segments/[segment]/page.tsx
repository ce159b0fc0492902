import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Builder } from "@/components/segments/builder";
import { db } from "@/lib/db/client";
import { today } from "@/lib/segments/days";
import { segmentById, sizesOf } from "@/lib/segments/queries";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { save } from "../actions";
import { segmentId } from "../ids";
import { vocabularyOf } from "../vocabulary";

export const metadata: Metadata = { title: "Segment" };

/** A saved segment in the builder; another leader's is not found. */
export default async function SegmentPage({ params }: { params: Promise<{ segment: string }> }) {
  const { leaderId, role, timeZone } = await requireTeammate();
  const id = segmentId.safeParse(Number((await params).segment));
  const segment = id.success ? await segmentById(db(), leaderId, id.data) : null;
  if (!segment) notFound();
  const day = today({ now: new Date(), timeZone });
  const [sizes, vocabulary] = await Promise.all([sizesOf(db(), leaderId, segment.id, day), vocabularyOf(leaderId)]);
  return (
    <Builder
      key={segment.id}
      segment={{ id: segment.id, name: segment.name, sizes }}
      start={segment.tree}
      vocabulary={vocabulary}
      timeZone={timeZone}
      mayWrite={can(role, "segments.edit")}
      save={save}
    />
  );
}
