import { sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { limitsOf } from "./limits";

/** A leader's limit on a day. `day`: of the carriers' clock, as lib/numbers/day.ts has it. */
export type DailyLimit = { leaderId: number; partsPerDay: number; day: string };

/**
 * Parts that the leader may still send on the day, over all their numbers. Until `tx` ends no other sender claims texts of
 * this leader, so `addClaimedParts` in the same transaction can't pass the limit. May be below zero: replies to STOP and
 * HELP and sign-in codes are counted, but always go.
 */
export async function lockDailyRoom(tx: Tx, { leaderId, partsPerDay, day }: DailyLimit): Promise<number> {
  const { rows } = await tx.execute<{ parts: number }>(sql`
    INSERT INTO leader_days AS d (leader_id, day, parts)
    SELECT ${leaderId}::int, ${day}::date, coalesce(sum(parts), 0) FROM number_days WHERE leader_id = ${leaderId} AND day = ${day}
    ON CONFLICT (leader_id, day) DO UPDATE SET parts = greatest(d.parts, excluded.parts) RETURNING d.parts`);
  return partsPerDay - (rows[0]?.parts ?? 0);
}

/** Counts claimed parts. `full`: something has to wait for the next day. */
export async function addClaimedParts(tx: Tx, of: DailyLimit, parts: number, full: boolean): Promise<void> {
  if (parts === 0 && !full) return;
  await tx.execute(sql`
    UPDATE leader_days SET parts = parts + ${parts}::int,
      full_at = coalesce(full_at, CASE WHEN ${full}::boolean THEN now() END)
    WHERE leader_id = ${of.leaderId} AND day = ${of.day}`);
}

/** Takes back claimed parts that the carrier did not take. Does nothing for leaders without a daily limit. */
export async function returnClaimedParts(tx: Tx, leaderId: number, day: string, parts: number): Promise<void> {
  await tx.execute(sql`
    UPDATE leader_days SET parts = greatest(0, parts - ${parts}::int) WHERE leader_id = ${leaderId} AND day = ${day}`);
}

/** Removes the counts of days before `day`. */
export async function pruneLeaderDays(tx: Tx, day: string): Promise<void> {
  await tx.execute(sql`DELETE FROM leader_days WHERE day < ${day}::date - 7`);
}

/** What a leader is told while texts wait for the next day; null: none do. */
export async function dailyLimitNotice(leaderId: number, day: string): Promise<string | null> {
  const { rows } = await db().execute(sql`
    SELECT 1 FROM leader_days WHERE leader_id = ${leaderId} AND day = ${day} AND full_at IS NOT NULL`);
  if (rows.length === 0) return null;
  const { partsPerDay } = await limitsOf(leaderId);
  if (partsPerDay === null) return null;
  return `Your daily limit of ${partsPerDay.toLocaleString("en-US")} message parts is reached. Sending continues tomorrow.`;
}
