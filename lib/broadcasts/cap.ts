import { type SQL, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import type { Tx } from "@/lib/db/client";
import { allAreaCodes, stateOfAreaCode } from "@/lib/places/area-codes";
import { cappedStates } from "./state-hours";
import { stateOf } from "./windows";

export type CappedLeader = {
  id: number;
  timeZone: string;
  broadcastsPerDay: number | null;
  broadcastsPerWeek: number | null;
};

/**
 * True of a row `m` of members who has had as many broadcasts as they may get: of the leader's cap a day and a week
 * (days of the leader's zone; off with `override`), and of their state's a day, which nobody can override. What waits
 * or is on its way in another broadcast counts, what failed does not. Reads the broadcasts of the last week only.
 */
export async function cappedMembers(
  tx: Tx,
  leader: CappedLeader,
  wish: { override: boolean; exceptId: number | null; now: Date },
): Promise<SQL> {
  const recent = await recentBroadcasts(tx, leader.id, wish.exceptId, wish.now);
  if (recent.length === 0) return sql`false`;
  const day = DateTime.fromJSDate(wish.now, { zone: leader.timeZone }).startOf("day");
  const caps: SQL[] = [];
  if (!wish.override && leader.broadcastsPerDay !== null)
    caps.push(sql`count(*) FILTER (WHERE ${wentSince(day.toJSDate())}) >= ${leader.broadcastsPerDay}::int`);
  if (!wish.override && leader.broadcastsPerWeek !== null)
    caps.push(
      sql`count(*) FILTER (WHERE ${wentSince(day.minus({ days: 6 }).toJSDate())}) >= ${leader.broadcastsPerWeek}::int`,
    );
  const had = (cap: SQL) => sql`m.id IN (
    SELECT d.member_id FROM deliveries d
    WHERE d.leader_id = ${leader.id}::int AND d.broadcast_id = ANY(${sql.param(recent.map((one) => one.id))}::int[])
      AND d.state IN ('waiting', 'sending', 'sent', 'delivered', 'unconfirmed')
      AND (d.state <> 'waiting' OR d.broadcast_id = ANY(${sql.param(recent.filter((one) => one.live).map((one) => one.id))}::int[]))
    GROUP BY d.member_id HAVING ${cap})`;
  const laws = lawsOfStates().map(({ where, most }) => {
    const went = wentSince(dayBefore(wish.now));
    return sql`(${where} AND ${had(sql`count(*) FILTER (WHERE ${went}) >= ${most}::int`)})`;
  });
  const own = caps.length > 0 ? [had(sql.join(caps, sql` OR `))] : [];
  const all = recent.length >= leastForStates ? [...own, ...laws] : own;
  return all.length > 0 ? sql`(${sql.join(all, sql` OR `)})` : sql`false`;
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
  members: { id: number; state: string | null; areaCode: string | null }[],
): Promise<Set<number>> {
  const asked = members.flatMap((one) => {
    const most = mostByState.get(stateOf(one) ?? "");
    return most === undefined ? [] : [{ id: one.id, most }];
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
          AND d.state IN ('sending', 'sent', 'delivered', 'unconfirmed') AND ${wentSince(dayBefore(wish.now))}
        LIMIT 1) went)`);
  return new Set(rows.map((row) => row.id));
}

const dayBefore = (now: Date) => new Date(now.getTime() - 24 * 3_600_000);

/** A row `b` of broadcasts of which texts may have gone within the last week. */
export const isRecent = (now: Date): SQL => sql`(b.started_at > ${now.toISOString()}::timestamptz - interval '9 days'
  OR (b.started_at IS NOT NULL AND b.state IN ('sending', 'paused')))`;

/** Texts without a moment yet are about to go: they count as of now. */
const wentSince = (since: Date) => sql`(d.sent_at IS NULL OR d.sent_at >= ${since.toISOString()}::timestamptz)`;

async function recentBroadcasts(tx: Tx, leaderId: number, exceptId: number | null, now: Date) {
  const { rows } = await tx.execute<{ id: number; live: boolean }>(sql`
    SELECT b.id, b.state <> 'cancelled' AS live FROM broadcasts b
    WHERE b.leader_id = ${leaderId} AND b.id <> ${exceptId ?? 0} AND ${isRecent(now)}`);
  return rows;
}

function lawsOfStates(): { where: SQL; most: number }[] {
  return [...new Set(cappedStates().map(({ most }) => most))].map((most) => {
    const states = cappedStates().flatMap((one) => (one.most === most ? [one.state] : []));
    const codes = allAreaCodes().filter((code) => states.includes(stateOfAreaCode(code) ?? ""));
    return {
      most,
      where: sql`(upper(m.state) = ANY(${sql.param(states)}::text[])
        OR (m.state IS NULL AND m.area_code = ANY(${sql.param(codes)}::text[])))`,
    };
  });
}
