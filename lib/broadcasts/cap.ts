import { type SQL, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import type { Tx } from "@/lib/db/client";
import { reachable } from "@/lib/members/reachable";
import { allAreaCodes, setOfAreaCode } from "@/lib/places/area-codes";
import { statesOf } from "@/lib/places/place-set";
import { placesOfMember, type Whereabouts } from "@/lib/places/whereabouts";
import { SegmentProblem } from "@/lib/segments/problem";
import type { SegmentTree } from "@/lib/segments/tree";
import { audienceWhere } from "./audience";
import { cappedStates } from "./state-hours";

export type CappedLeader = {
  id: number;
  timeZone: string;
  broadcastsPerDay: number | null;
  broadcastsPerWeek: number | null;
};

type CapInput = {
  /** The leader's own limit is set aside; a state's is not. */
  override: boolean;
  /** The broadcast that asks, which does not count. */
  exceptId: number | null;
  /** The time the limit is judged for: that of sending. */
  at: Date;
  now: Date;
};

/**
 * True of a row `m` of members who, at the time `at`, will have had as many broadcasts as they may get: by the leader's
 * limit a day and a week (days in the leader's zone; off with `override`), and by their state's per 24 hours, which
 * nobody can override. Deliveries that wait or are being sent in another broadcast count, failed ones do not, and
 * broadcasts scheduled to start between `now` and `at` count for the members of their audiences.
 */
export async function cappedMembers(tx: Tx, leader: CappedLeader, input: CapInput): Promise<SQL> {
  const { at, now, exceptId } = input;
  const recent = await recentBroadcasts(tx, leader.id, exceptId, at);
  const planned = at > now ? await plannedBroadcasts(tx, leader, exceptId, { from: now, to: at }) : [];
  if (recent.length + planned.length === 0) return sql`false`;
  const day = DateTime.fromJSDate(at, { zone: leader.timeZone }).startOf("day");
  const own: Limit[] = [];
  if (!input.override && leader.broadcastsPerDay !== null)
    own.push({ since: day.toJSDate(), most: leader.broadcastsPerDay });
  if (!input.override && leader.broadcastsPerWeek !== null)
    own.push({ since: day.minus({ days: 6 }).toJSDate(), most: leader.broadcastsPerWeek });
  const ids = sql.param(recent.map((one) => one.id));
  const live = sql.param(recent.filter((one) => one.live).map((one) => one.id));
  const had = (enough: SQL) => sql`m.id IN (
    SELECT d.member_id FROM deliveries d
    WHERE d.leader_id = ${leader.id}::int AND d.broadcast_id = ANY(${ids}::int[])
      AND d.state IN ('waiting', 'sending', 'sent', 'delivered', 'unconfirmed')
      AND (d.state <> 'waiting' OR d.broadcast_id = ANY(${live}::int[]))
    GROUP BY d.member_id HAVING ${enough})`;
  const reached = (limits: Limit[]) => reachedBy(limits, planned, had, now);
  const laws = lawsOfStates().map(
    ({ where, most }) => sql`(${where} AND ${reached([{ since: dayBefore(at), most }])})`,
  );
  const all = [
    ...(own.length > 0 ? [reached(own)] : []),
    ...(recent.length + planned.length >= leastForStates ? laws : []),
  ];
  return all.length > 0 ? sql`(${sql.join(all, sql` OR `)})` : sql`false`;
}

/** At most so many broadcasts since a time. */
type Limit = { since: Date; most: number };
/** A broadcast that will start before the one that asks, and its audience over a row `m` of members. */
type PlannedBroadcast = { startAt: Date; where: SQL };

/** True of members for whom any limit is reached by what they had, or by that and what is scheduled before. */
function reachedBy(limits: Limit[], planned: PlannedBroadcast[], had: (enough: SQL) => SQL, now: Date): SQL {
  const enough = ({ since, most }: Limit) => sql`count(*) FILTER (WHERE ${wentSince(since, now)}) >= ${most}::int`;
  const tests = [had(sql.join(limits.map(enough), sql` OR `))];
  for (const { since, most } of limits) {
    const coming = planned.filter((one) => one.startAt >= since);
    const count = sql.join(
      coming.map((one) => sql`(CASE WHEN ${one.where} THEN 1 ELSE 0 END)`),
      sql` + `,
    );
    for (let more = 1; more <= Math.min(most, coming.length); more++) {
      const rest = most - more;
      tests.push(
        rest === 0
          ? sql`(${count}) >= ${more}::int`
          : sql`((${count}) >= ${more}::int AND ${had(enough({ since, most: rest }))})`,
      );
    }
  }
  return sql`(${sql.join(tests, sql` OR `)})`;
}

/** More scheduled broadcasts than these before another one are not evaluated for a preview. */
const mostPlanned = 10;

/** Broadcasts that start between now and then, with their audiences. One that cannot be evaluated will not be sent. */
async function plannedBroadcasts(
  tx: Tx,
  leader: CappedLeader,
  exceptId: number | null,
  { from, to }: { from: Date; to: Date },
): Promise<PlannedBroadcast[]> {
  const { rows } = await tx.execute<{ start_at: string; audience: SegmentTree | null }>(sql`
    SELECT b.start_at, b.audience FROM broadcasts b
    WHERE b.leader_id = ${leader.id} AND b.id <> ${exceptId ?? 0} AND b.state IN ('scheduled', 'preparing')
      AND b.start_at < ${to.toISOString()}::timestamptz AND b.start_at > ${from.toISOString()}::timestamptz - interval '1 hour'
    ORDER BY b.start_at DESC LIMIT ${mostPlanned}`);
  const planned: PlannedBroadcast[] = [];
  for (const row of rows) {
    const startAt = new Date(row.start_at);
    try {
      const where = await audienceWhere(tx, leader, row.audience, startAt);
      planned.push({ startAt, where: sql`(${where} AND ${reachable})` });
    } catch (error) {
      if (!(error instanceof SegmentProblem)) throw error;
    }
  }
  return planned;
}

/** So many other broadcasts of the last days there must be for a state's law to bite at all. */
export const leastForStates = Math.min(...cappedStates().map(({ most }) => most));
const mostByState = new Map(cappedStates().map(({ state, most }) => [state, most]));
/** A leader's claims take turns where a state's law is asked: two numbers at once must see what the other one takes. */
const stateCapLock = 10_405;

/**
 * Who of these, about to be sent a broadcast, has had as many others within 24 hours as their state allows: asked again
 * at the moment of sending, for a snapshot of yesterday knows nothing of today. What still waits elsewhere does not
 * count, else two broadcasts would each wait for the other. One question for all of them; none where nobody lives in
 * such a state. The transaction holds its turn until it commits.
 */
export async function fullByState(
  tx: Tx,
  wish: { leaderId: number; broadcastId: number; now: Date },
  members: (Whereabouts & { id: number })[],
): Promise<Set<number>> {
  const asked = members.flatMap((one) => {
    const most = mostAllowed(one);
    return most === null ? [] : [{ id: one.id, most }];
  });
  if (asked.length === 0) return new Set();
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${stateCapLock}, ${wish.leaderId})`);
  const { rows } = await tx.execute<{ id: number }>(sql`
    WITH other AS MATERIALIZED (
      SELECT b.id FROM broadcasts b WHERE b.leader_id = ${wish.leaderId} AND b.id <> ${wish.broadcastId} AND ${isRecent(wish.now)}
    )
    SELECT w.id FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS w(id bigint, most int)
    WHERE w.most <= (
      SELECT count(*) FROM other CROSS JOIN LATERAL (
        SELECT FROM deliveries d WHERE d.leader_id = ${wish.leaderId} AND d.broadcast_id = other.id AND d.member_id = w.id
          AND d.state IN ('sending', 'sent', 'delivered', 'unconfirmed') AND ${wentSince(dayBefore(wish.now), wish.now)}
        LIMIT 1) went)`);
  return new Set(rows.map((row) => row.id));
}

/** The strictest of the caps of every state they may be in; null: none has one. */
function mostAllowed(one: Whereabouts): number | null {
  const places = placesOfMember(one);
  const states = places === "anywhere" ? [...mostByState.keys()] : statesOf(places);
  const caps = states.flatMap((state) => mostByState.get(state) ?? []);
  return caps.length > 0 ? Math.min(...caps) : null;
}

const dayBefore = (now: Date) => new Date(now.getTime() - 24 * 3_600_000);

/** A row `b` of broadcasts of which texts may have gone within the last week. */
export const isRecent = (now: Date): SQL => sql`(b.started_at > ${now.toISOString()}::timestamptz - interval '9 days'
  OR (b.started_at IS NOT NULL AND b.state IN ('sending', 'paused')))`;

/** What has not left yet counts from when it may leave: now, or when its window opens. */
const wentSince = (since: Date, now: Date) =>
  sql`COALESCE(d.sent_at, greatest(d.not_before, ${now.toISOString()}::timestamptz)) >= ${since.toISOString()}::timestamptz`;

async function recentBroadcasts(tx: Tx, leaderId: number, exceptId: number | null, now: Date) {
  const { rows } = await tx.execute<{ id: number; live: boolean }>(sql`
    SELECT b.id, b.state <> 'cancelled' AS live FROM broadcasts b
    WHERE b.leader_id = ${leaderId} AND b.id <> ${exceptId ?? 0} AND ${isRecent(now)}`);
  return rows;
}

/**
 * Members who may be in a state with a cap, by its number of texts. Of those whose places are not resolved yet it is asked
 * by their columns: an address counts as if it were in such a state until it has been resolved.
 */
function lawsOfStates(): { where: SQL; most: number }[] {
  return [...new Set(cappedStates().map(({ most }) => most))].map((most) => {
    const states = cappedStates().flatMap((one) => (one.most === most ? [one.state] : []));
    const codes = allAreaCodes();
    const theirs = codes.filter((code) => statesOf(setOfAreaCode(code)).some((state) => states.includes(state)));
    return {
      most,
      where: sql`CASE WHEN m.possible_places IS NOT NULL
        THEN m.possible_places ~ ${`(^| )(${states.join("|")}):|^(US|\\?)$`}
        ELSE upper(m.state) = ANY(${sql.param(states)}::text[]) OR m.city IS NOT NULL OR m.postal_code IS NOT NULL
          OR m.address_country IS NOT NULL
          OR (m.state IS NULL AND (m.area_code = ANY(${sql.param(theirs)}::text[])
            OR (m.time_zone IS NULL AND NOT m.area_code = ANY(${sql.param(codes)}::text[])))) END`,
    };
  });
}
