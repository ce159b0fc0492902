import { sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { mergeFieldsOf } from "@/lib/fields/queries";
import { leaderById } from "@/lib/leaders/queries";
import { linkUrl } from "@/lib/links/follow";
import { ensureLinks } from "@/lib/links/queries";
import type { MessageMedia } from "@/lib/messages/table";
import { type Compiled, compileBody, optOutLine, type Person } from "./personal";
import type { Plan } from "./plan";
import { broadcastById } from "./queries";
import { OpenHours } from "./verdict";

/** A broadcast as the sender walks it: read once, for its words do not change any more. */
export type Running = {
  leaderId: number;
  id: number;
  plan: Plan;
  media: MessageMedia[];
  hours: OpenHours;
  /** The words for one member. */
  text(memberId: number, person: Person, withOptOut: boolean): string;
};

/** The ids of what a number has to send, the oldest first. */
export async function runningOn(number: { leaderId: number; phone: string }): Promise<number[]> {
  const { rows } = await db().execute<{ id: number }>(sql`
    SELECT id FROM broadcasts WHERE leader_id = ${number.leaderId} AND number = ${number.phone} AND state = 'sending' ORDER BY id`);
  return rows.map((row) => row.id);
}

/** Reads a broadcast for sending; null where there is none. */
export async function readRunning(tx: Tx, leaderId: number, id: number): Promise<Running | null> {
  const [broadcast, leader] = await Promise.all([broadcastById(tx, leaderId, id), leaderById(leaderId, tx)]);
  if (!broadcast || !leader) return null;
  const compiled = compileBody(broadcast.body, await mergeFieldsOf(tx, leaderId));
  const links = await ensureLinks(tx, leaderId, id, compiled.urls);
  return {
    leaderId,
    id,
    plan: broadcast.plan,
    media: broadcast.media,
    hours: new OpenHours(),
    text: filler(compiled, leaderId, links),
  };
}

/** Fills a compiled body for one member; `links`: ids by address. */
export function filler(compiled: Compiled, leaderId: number, links: Map<string, number>): Running["text"] {
  return (memberId, person, withOptOut) =>
    compiled.fill(person, {
      linkFor: (url) => {
        const linkId = links.get(url);
        return linkId === undefined ? url : linkUrl({ leaderId, linkId, memberId });
      },
      optOutLine: withOptOut ? optOutLine : null,
    });
}
