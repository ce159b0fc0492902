import type { Tx } from "@/lib/db/client";
import { leaderById } from "@/lib/leaders/queries";
import type { SegmentTree } from "@/lib/segments/tree";
import { audienceWhere, groupsOf, type LeftOut, reachesAt, tooLate } from "./audience";
import { cappedMembers } from "./cap";
import type { Plan } from "./plan";
import type { Opening } from "./table";

export type Preview = {
  /** Who will get it, dropped ones not counted. */
  recipients: number;
  /** Of them, those who get it at the plan's first moment. */
  atOnce: number;
  /** Of the audience, who gets nothing, by reason. */
  leftOut: Partial<Record<LeftOut, number>>;
  /** Whose window opens only after the plan's "not after". */
  dropped: number;
  /** When how many get it, the first moment first: for the bar of the coming hours. */
  openings: Opening[];
};

/**
 * Who would get a broadcast, who would not and why, and when their windows open, by the very rules of the snapshot
 * (snapshot.ts). One pass over the audience.
 */
export async function previewAudience(
  tx: Tx,
  leaderId: number,
  audience: SegmentTree | null,
  plan: Plan,
  now: Date,
  exceptId: number | null = null,
): Promise<Preview> {
  const leader = await leaderById(leaderId, tx);
  if (!leader) throw new Error("There is no such leader.");
  const where = await audienceWhere(tx, leader, audience, now);
  const capped = await cappedMembers(tx, leader, { override: plan.overrideCap, exceptId, now });
  const groups = await groupsOf(tx, where, capped);

  const leftOut: Preview["leftOut"] = {};
  const openings = new Map<number, number>();
  let dropped = 0;
  for (const group of groups) {
    if (group.why) {
      leftOut[group.why] = (leftOut[group.why] ?? 0) + group.members;
      continue;
    }
    const at = reachesAt(group, plan, leader.timeZone, now);
    if (tooLate(plan, at)) dropped += group.members;
    else openings.set(at.getTime(), (openings.get(at.getTime()) ?? 0) + group.members);
  }
  const sorted = [...openings].sort((a, b) => a[0] - b[0]);
  const begins = plan.kind === "at" ? Math.max(now.getTime(), Date.parse(plan.at)) : now.getTime();
  return {
    recipients: sorted.reduce((sum, [, members]) => sum + members, 0),
    atOnce: sorted.reduce((sum, [at, members]) => sum + (at <= begins ? members : 0), 0),
    leftOut,
    dropped,
    openings: sorted.map(([at, members]) => ({ at: new Date(at).toISOString(), members })),
  };
}
