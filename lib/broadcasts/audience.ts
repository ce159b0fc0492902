import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { reachable } from "@/lib/members/reachable";
import { membersOf } from "@/lib/segments/count";
import { segmentContext } from "@/lib/segments/load";
import { requireReferences } from "@/lib/segments/references";
import type { SegmentTree } from "@/lib/segments/tree";
import { localMoment, type Plan } from "./plan";
import type { Whereabouts } from "./windows";
import { nextOpening, windowOf } from "./windows";

/** Members who share a window. */
export type Place = Whereabouts & { members: number };
/** … and why they are left out (null: they are not). */
export type Group = Place & { why: LeftOut | null };

/** Why somebody in the audience is no recipient. */
export const leftOutReasons = [
  "opted_out",
  "not_joined",
  "asked_to_stop",
  "muted",
  "blocked",
  "unreachable",
  "capped",
] as const;
export type LeftOut = (typeof leftOutReasons)[number];

/**
 * The audience as a condition on a row `m` of members, evaluated for the time `now`. Throws SegmentProblem where it names
 * something that no longer exists or cannot be evaluated.
 */
export async function audienceWhere(
  tx: Tx,
  leader: { id: number; timeZone: string },
  audience: SegmentTree | null,
  now: Date,
): Promise<SQL> {
  const context = await segmentContext(tx, leader, now);
  await requireReferences(tx, audience, context);
  return membersOf(audience, context);
}

const why = (capped: SQL) => sql`CASE
  WHEN m.status = 'opted_out' THEN 'opted_out'
  WHEN m.status <> 'active' THEN 'not_joined'
  WHEN m.held_at IS NOT NULL THEN 'asked_to_stop'
  WHEN m.blocked_at IS NOT NULL THEN 'blocked'
  WHEN m.muted_at IS NOT NULL THEN 'muted'
  WHEN m.unreachable_at IS NOT NULL THEN 'unreachable'
  WHEN NOT ${reachable} THEN 'not_joined'
  WHEN ${capped} THEN 'capped' END`;

/** Where an area code tells nothing new it is left out, so that there are few groups. */
const areaCode = sql`CASE WHEN m.time_zone IS NULL OR m.state IS NULL THEN m.area_code END`;

/** What members of a group have in common, as one word: for joining sets. */
export const groupKey = sql`(COALESCE(m.time_zone, '') || '|' || COALESCE(m.state, '') || '|' || COALESCE(${areaCode}, ''))`;
export const keyOf = (one: Whereabouts): string =>
  `${one.timeZone ?? ""}|${one.state ?? ""}|${one.timeZone === null || one.state === null ? (one.areaCode ?? "") : ""}`;

type GroupRow = { time_zone: string | null; state: string | null; area_code: string | null; members: number };

const placeOf = (row: GroupRow): Place => ({
  timeZone: row.time_zone,
  state: row.state,
  areaCode: row.area_code,
  members: row.members,
});

/** The audience by whereabouts and reason, in one pass over it. */
export async function groupsOf(tx: Tx, where: SQL, capped: SQL): Promise<Group[]> {
  const { rows } = await tx.execute<GroupRow & { why: LeftOut | null }>(sql`
    SELECT m.time_zone, m.state, ${areaCode} AS area_code, ${why(capped)} AS why, count(*) AS members
    FROM members m WHERE ${where} GROUP BY 1, 2, 3, 4`);
  return rows.map((row) => ({ ...placeOf(row), why: row.why }));
}

/** The recipients alone by whereabouts: half the time of groupsOf, which asks each row for the reason. */
export async function recipientsByPlace(tx: Tx, recipients: SQL): Promise<Place[]> {
  const { rows } = await tx.execute<GroupRow>(sql`
    SELECT m.time_zone, m.state, ${areaCode} AS area_code, count(*) AS members
    FROM members m WHERE ${recipients} GROUP BY 1, 2, 3`);
  return rows.map(placeOf);
}

/** The plan's own time for members of these whereabouts, whether or not it has passed; null: as soon as possible. */
export function plannedAt(one: Whereabouts, plan: Plan, leaderZone: string): Date | null {
  if (plan.kind === "now") return null;
  if (plan.kind === "at") return new Date(plan.at);
  // Of several possible zones the latest: by then the hour has struck in all of them.
  const moments = windowOf(one, leaderZone).zones.map((zone) => localMoment(plan, zone).getTime());
  return new Date(Math.max(...moments));
}

/**
 * When a broadcast reaches members of these whereabouts: not before the plan's moment, and only while their window is
 * open. `now` where that is at once.
 */
export function reachesAt(one: Whereabouts, plan: Plan, leaderZone: string, now: Date): Date {
  const planned = plannedAt(one, plan, leaderZone)?.getTime() ?? 0;
  return nextOpening(windowOf(one, leaderZone), new Date(Math.max(now.getTime(), planned)));
}

/** Would it come past the plan's "not after"? */
export const tooLate = (plan: Plan, at: Date): boolean =>
  plan.notAfter !== null && at.getTime() > Date.parse(plan.notAfter);
