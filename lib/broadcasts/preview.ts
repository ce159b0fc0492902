import type { Tx } from "@/lib/db/client";
import { leaderById } from "@/lib/leaders/queries";
import type { SegmentTree } from "@/lib/segments/tree";
import { audienceWhere, groupsOf, type LeftOut, plannedAt, reachingTimes, tooLate } from "./audience";
import { cappedMembers } from "./cap";
import { evaluatedAt, hasPassed, type Plan } from "./plan";
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
  /** For whom the plan's time has already passed, by more than a minute. */
  passed: number;
  /** When how many get it, the first moment first: for the bar of the coming hours. */
  openings: Opening[];
};

/**
 * Who would get a broadcast, who would not and why, and when their windows open, by the rules of the snapshot
 * (snapshot.ts) as they will apply at the time of sending: limits and conditions on dates are evaluated for the plan's
 * time, and broadcasts scheduled before it count. One pass over the audience.
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
  const at = evaluatedAt(plan, leader.timeZone, now);
  const where = await audienceWhere(tx, leader, audience, at);
  const capped = await cappedMembers(tx, leader, { override: plan.overrideCap, exceptId, at, now });
  const groups = await groupsOf(tx, where, capped);

  const leftOut: Preview["leftOut"] = {};
  const openings = new Map<number, number>();
  const reachesAt = reachingTimes(plan, now);
  let dropped = 0;
  let passed = 0;
  for (const group of groups) {
    const reached = group.why ? null : reachesAt(group);
    if (reached === null) {
      const why = group.why ?? "time_zone_unknown";
      leftOut[why] = (leftOut[why] ?? 0) + group.members;
      continue;
    }
    const planned = plannedAt(group, plan);
    if (planned && hasPassed(planned, now)) passed += group.members;
    if (tooLate(plan, reached)) dropped += group.members;
    else openings.set(reached.getTime(), (openings.get(reached.getTime()) ?? 0) + group.members);
  }
  const sorted = [...openings].sort((a, b) => a[0] - b[0]);
  const begins = plan.kind === "at" ? Math.max(now.getTime(), Date.parse(plan.at)) : now.getTime();
  return {
    recipients: sorted.reduce((sum, [, members]) => sum + members, 0),
    atOnce: sorted.reduce((sum, [reached, members]) => sum + (reached <= begins ? members : 0), 0),
    leftOut,
    dropped,
    passed,
    openings: sorted.map(([reached, members]) => ({ at: new Date(reached).toISOString(), members })),
  };
}
