import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { reachable } from "@/lib/members/reachable";
import { membersOf } from "@/lib/segments/count";
import { segmentContext } from "@/lib/segments/load";
import { requireReferences } from "@/lib/segments/references";
import type { SegmentTree } from "@/lib/segments/tree";
import { localMoment, type Plan } from "./plan";
import { nextOpening, type Whereabouts, type Window, windowKey, windowOf } from "./windows";

/** Members who share a window; `key` is their groupKey. */
export type Place = Whereabouts & { key: string; members: number };
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
  "time_zone_unknown",
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

/**
 * What members of a group have in common, as one text: their set of possible places as stored, or, where it is not resolved
 * yet or only the number is known, the evidence itself (lib/places/whereabouts.ts). There are few of either.
 */
export const groupKey = sql`CASE WHEN m.possible_places IS NOT NULL THEN m.possible_places ELSE
  E'\\n' || COALESCE(m.time_zone, '') || E'\\n' || COALESCE(m.state, '') || E'\\n' || COALESCE(m.area_code, '')
  || E'\\n' || COALESCE(m.postal_code, '') || E'\\n' || COALESCE(m.address_country, '') || E'\\n' || COALESCE(m.city, '') END`;

/** Reads a group's key back. */
export function readGroupKey(key: string): Whereabouts {
  if (!key.startsWith("\n")) return { possiblePlaces: key, timeZone: null, state: null, areaCode: null };
  const [timeZone = "", state = "", areaCode = "", postalCode = "", addressCountry = "", ...city] = key
    .slice(1)
    .split("\n");
  return {
    possiblePlaces: null,
    timeZone: timeZone || null,
    state: state || null,
    areaCode: areaCode || null,
    postalCode: postalCode || null,
    addressCountry: addressCountry || null,
    city: city.join("\n") || null,
  };
}

type GroupRow = { key: string; members: number };
const placeOf = ({ key, members }: GroupRow): Place => ({ ...readGroupKey(key), key, members });

/** The audience by whereabouts and reason, in one pass over it. */
export async function groupsOf(tx: Tx, where: SQL, capped: SQL): Promise<Group[]> {
  const { rows } = await tx.execute<GroupRow & { why: LeftOut | null }>(sql`
    SELECT ${groupKey} AS key, ${why(capped)} AS why, count(*) AS members
    FROM members m WHERE ${where} GROUP BY 1, 2`);
  return rows.map((row) => ({ ...placeOf(row), why: row.why }));
}

/** The recipients alone by whereabouts: half the time of groupsOf, which asks each row for the reason. */
export async function recipientsByPlace(tx: Tx, recipients: SQL): Promise<Place[]> {
  const { rows } = await tx.execute<GroupRow>(sql`
    SELECT ${groupKey} AS key, count(*) AS members FROM members m WHERE ${recipients} GROUP BY 1`);
  return rows.map(placeOf);
}

/** The plan's own time for members of these whereabouts, whether or not it has passed; null: as soon as possible. */
export const plannedAt = (one: Whereabouts, plan: Plan): Date | null => plannedInWindow(windowOf(one), plan);

function plannedInWindow(window: Window, plan: Plan): Date | null {
  if (plan.kind === "now" || window.length === 0) return null;
  if (plan.kind === "at") return new Date(plan.at);
  // Of several possible zones the latest: by then the hour has struck in all of them.
  return new Date(Math.max(...window.map(({ zone }) => localMoment(plan, zone).getTime())));
}

/**
 * When a broadcast reaches members of these whereabouts: not before the plan's moment, and only while their window is
 * open. `now` where that is at once; null where it never is (windows.ts).
 */
export function reachesAt(one: Whereabouts, plan: Plan, now: Date): Date | null {
  return reachesWindowAt(windowOf(one), plan, now);
}

/** The same for many groups at once: thousands of sets of places have a few dozen windows between them. */
export function reachingTimes(plan: Plan, now: Date): (one: Whereabouts) => Date | null {
  const known = new Map<string, Date | null>();
  return (one) => {
    const window = windowOf(one);
    const key = windowKey(window);
    let at = known.get(key);
    if (at === undefined) {
      at = reachesWindowAt(window, plan, now);
      known.set(key, at);
    }
    return at;
  };
}

function reachesWindowAt(window: Window, plan: Plan, now: Date): Date | null {
  const planned = plannedInWindow(window, plan)?.getTime() ?? 0;
  return nextOpening(window, new Date(Math.max(now.getTime(), planned)));
}

/** Would it come past the plan's "not after"? */
export const tooLate = (plan: Plan, at: Date): boolean =>
  plan.notAfter !== null && at.getTime() > Date.parse(plan.notAfter);
