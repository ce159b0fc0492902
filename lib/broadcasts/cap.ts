import { type SQL, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import type { Tx } from "@/lib/db/client";
import { allAreaCodes, stateOfAreaCode } from "@/lib/places/area-codes";
import { cappedStates } from "./state-hours";

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
    const last24 = wentSince(new Date(wish.now.getTime() - 24 * 3_600_000));
    return sql`(${where} AND ${had(sql`count(*) FILTER (WHERE ${last24}) >= ${most}::int`)})`;
  });
  const own = caps.length > 0 ? [had(sql.join(caps, sql` OR `))] : [];
  // A state's law can only bite where that many broadcasts were sent at all.
  const least = Math.min(...cappedStates().map(({ most }) => most));
  const all = recent.length >= least ? [...own, ...laws] : own;
  return all.length > 0 ? sql`(${sql.join(all, sql` OR `)})` : sql`false`;
}

/** Texts without a moment yet are about to go: they count as of now. */
const wentSince = (since: Date) => sql`(d.sent_at IS NULL OR d.sent_at >= ${since.toISOString()}::timestamptz)`;

async function recentBroadcasts(tx: Tx, leaderId: number, exceptId: number | null, now: Date) {
  const { rows } = await tx.execute<{ id: number; live: boolean }>(sql`
    SELECT id, state <> 'cancelled' AS live FROM broadcasts
    WHERE leader_id = ${leaderId} AND id <> ${exceptId ?? 0} AND started_at IS NOT NULL
      AND (started_at > ${now.toISOString()}::timestamptz - interval '9 days' OR state IN ('sending', 'paused'))`);
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
