import { sql, TransactionRollbackError } from "drizzle-orm";
import { DateTime } from "luxon";
import { db, type Tx } from "@/lib/db/client";
import { allowMinutes } from "@/lib/db/timeouts";
import { leaderById } from "@/lib/leaders/queries";
import type { Leader } from "@/lib/leaders/table";
import { reachable } from "@/lib/members/reachable";
import { totalOf } from "@/lib/members/totals";
import { audienceWhere, groupKey, type Place, reachingTimes, recipientsByPlace, tooLate } from "./audience";
import { cappedMembers } from "./cap";
import { addCounts } from "./counters";
import { broadcastById, changeBroadcast } from "./queries";
import { type Broadcast, broadcasts, type Opening } from "./table";

/** Any number of its own: a leader's snapshots take turns, so that the cap sees what the other one takes. */
const snapshotLock = 10_404;

/**
 * Takes the snapshot of a broadcast's recipients by one INSERT … SELECT, then ANALYZE (23 times slower claims
 * otherwise, docs/scale.md), and lets it be sent. All of it or nothing: after a crash it is simply done again. Answers
 * the number of recipients; null where there was nothing to do: taken already, paused or cancelled meanwhile, or
 * another process is at it.
 */
export async function takeSnapshot(leaderId: number, id: number, now = new Date()): Promise<number | null> {
  return db()
    .transaction(async (tx) => {
      const { rows } = await tx.execute<{ mine: boolean }>(
        sql`SELECT pg_try_advisory_xact_lock(${snapshotLock}, ${leaderId}) AS mine`,
      );
      if (!rows[0]?.mine) return null;
      await allowMinutes(tx, 120);
      // Not locked: it can be paused and cancelled while millions are copied. Whoever did wins, below.
      const broadcast = await broadcastById(tx, leaderId, id);
      const leader = await leaderById(leaderId, tx);
      if (!leader || !broadcast || !["scheduled", "preparing"].includes(broadcast.state)) return null;
      const recipients = await copyRecipients(tx, leader, broadcast, now);
      const taken = await letGo(tx, leader, broadcast, recipients, now);
      if (!taken) return tx.rollback();
      return recipients;
    })
    .catch((error: unknown) => {
      if (error instanceof TransactionRollbackError) return null;
      throw error;
    });
}

/** Joined only where somebody has to wait. */
type Later = { key: string; notBefore: Date | null; dropped: boolean; unknown: boolean; members: number };

async function copyRecipients(tx: Tx, leader: Leader, broadcast: Broadcast, now: Date): Promise<number> {
  const where = await audienceWhere(tx, leader, broadcast.audience, now);
  const capped = await cappedMembers(tx, leader, {
    override: broadcast.plan.overrideCap,
    exceptId: broadcast.id,
    at: now,
    now,
  });
  const chosen = sql`${where} AND ${reachable} AND NOT ${capped}`;
  await tx.execute(sql`SET LOCAL jit = off`);
  const later = laterGroups(await recipientsByPlace(tx, chosen), broadcast, now);
  const month = DateTime.fromJSDate(now, { zone: leader.timeZone }).startOf("month").toJSDate();
  const joined =
    later.length === 0
      ? sql`CROSS JOIN (SELECT NULL::timestamptz AS not_before, false AS dropped, false AS unknown) g`
      : sql`LEFT JOIN jsonb_to_recordset(${JSON.stringify(
          later.map(({ key, notBefore, dropped, unknown }) => ({ key, not_before: notBefore, dropped, unknown })),
        )}::jsonb) AS g(key text, not_before timestamptz, dropped boolean, unknown boolean) ON g.key = ${groupKey}`;
  const inserted = await tx.execute(sql`
    INSERT INTO deliveries (leader_id, broadcast_id, member_id, phone, state, held, not_before, opt_out_line, settled_at, reason, error_code)
    SELECT m.leader_id, ${broadcast.id}::int, m.id, m.phone,
      CASE WHEN g.dropped THEN 'dropped' WHEN g.unknown THEN 'withheld' ELSE 'waiting' END,
      g.not_before IS NOT NULL AND NOT g.dropped, g.not_before,
      m.last_opt_out_line_at IS NULL OR m.last_opt_out_line_at < ${month.toISOString()}::timestamptz,
      CASE WHEN g.dropped OR g.unknown THEN now() END,
      CASE WHEN g.dropped THEN ${droppedByWindow} WHEN g.unknown THEN ${timeZoneUnknown.reason} END,
      CASE WHEN g.unknown THEN ${timeZoneUnknown.code} END
    FROM members m ${joined}
    WHERE ${chosen}`);
  const recipients = inserted.rowCount ?? 0;
  await countRecipients(tx, broadcast, recipients, later.length > 0);
  await tx
    .update(broadcasts)
    .set({ openings: openingsOf(later) })
    .where(sql`${broadcasts.leaderId} = ${leader.id} AND ${broadcasts.id} = ${broadcast.id}`);
  // What the walks ask for: statistics of the words beside it would cost more than the rest together.
  if (recipients > 0) await tx.execute(sql`ANALYZE deliveries (leader_id, broadcast_id, member_id, state, not_before)`);
  return recipients;
}

/** Why somebody is left out who may be in places so far apart that no hour is lawful in all of them. */
export const timeZoneUnknown = {
  code: "time_zone_unknown",
  reason: "Time zone unknown: no hour is within quiet-hours law everywhere they may be.",
};
export const droppedByWindow = "Their hours would have opened only after the time you set.";

function laterGroups(groups: Place[], broadcast: Broadcast, now: Date): Later[] {
  const reachesAt = reachingTimes(broadcast.plan, now);
  return groups.flatMap(({ key, members, ...where }): Later[] => {
    const at = reachesAt(where);
    if (at === null) return [{ key, notBefore: null, dropped: false, unknown: true, members }];
    if (at <= now) return [];
    return [{ key, notBefore: at, dropped: tooLate(broadcast.plan, at), unknown: false, members }];
  });
}

function openingsOf(later: Later[]): Opening[] {
  const sums = new Map<string, number>();
  for (const one of later) {
    if (one.dropped || one.notBefore === null) continue;
    const at = one.notBefore.toISOString();
    sums.set(at, (sums.get(at) ?? 0) + one.members);
  }
  return [...sums].map(([at, members]) => ({ at, members })).sort((a, b) => a.at.localeCompare(b.at));
}

async function countRecipients(tx: Tx, broadcast: Broadcast, recipients: number, someWait: boolean): Promise<void> {
  const { leaderId, id } = broadcast;
  // Counted from the rows themselves where they differ: who moved between two statements must not be counted wrong.
  const { rows } = someWait
    ? await tx.execute<{ held: number; dropped: number; withheld: number }>(sql`
        SELECT count(*) FILTER (WHERE held) AS held, count(*) FILTER (WHERE state = 'dropped') AS dropped,
          count(*) FILTER (WHERE state = 'withheld') AS withheld
        FROM deliveries WHERE leader_id = ${leaderId} AND broadcast_id = ${id}`)
    : { rows: [{ held: 0, dropped: 0, withheld: 0 }] };
  const { held = 0, dropped = 0, withheld = 0 } = rows[0] ?? {};
  // The walk begins before the first.
  await tx.execute(sql`
    INSERT INTO broadcast_counts (leader_id, broadcast_id, writer) VALUES (${leaderId}, ${id}, 'claim') ON CONFLICT DO NOTHING`);
  await addCounts(tx, leaderId, id, "snapshot", {
    recipients,
    waiting: recipients - dropped - withheld,
    held,
    dropped,
    withheld,
  });
}

/** From here on it is sent. False where the leader paused or cancelled it meanwhile: nothing of the snapshot stays. */
async function letGo(tx: Tx, leader: Leader, broadcast: Broadcast, recipients: number, now: Date): Promise<boolean> {
  const { rows } = await tx.execute<{ reachable: number }>(totalOf(leader.id));
  const changed = await tx
    .update(broadcasts)
    .set({ state: "sending", startedAt: now, reachable: rows[0]?.reachable ?? recipients })
    .where(
      sql`${broadcasts.leaderId} = ${leader.id} AND ${broadcasts.id} = ${broadcast.id} AND ${broadcasts.state} = ${broadcast.state}`,
    )
    .returning({ id: broadcasts.id });
  if (changed.length === 0) return false;
  await changeBroadcast(tx, leader.id, broadcast.id, recipients === 0 ? { state: "finished", finishedAt: now } : {});
  return true;
}
