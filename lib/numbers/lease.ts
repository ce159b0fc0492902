import { sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import type { DailyLimit } from "@/lib/operator/daily-limit";
import { limitsOfMany } from "@/lib/operator/limits";
import { carrierDay } from "./day";
import type { StoredCircuit } from "./table";

/** Seconds a lease lives without being renewed: a dead worker's numbers move within them. */
export const leaseSeconds = 6;

export type LeasedNumber = {
  phone: string;
  leaderId: number;
  partsPerSecond: number | null;
  /** Parts of a carriers' day that broadcasts may use up; null: no cap. */
  partsPerDay: number | null;
  /** Parts of a carriers' day that the leader may send over all their numbers; null: no limit. */
  leaderPartsPerDay: number | null;
  pausedReason: string | null;
  circuit: StoredCircuit | null;
  /** It was another worker's, or nobody's: what stands at `sending` was left behind. */
  fresh: boolean;
};

/** The daily limit of a number's leader at a time; null: there is none. */
export function dailyLimitAt(
  number: Pick<LeasedNumber, "leaderId" | "leaderPartsPerDay">,
  now: Date,
): DailyLimit | null {
  const { leaderId, leaderPartsPerDay: partsPerDay } = number;
  return partsPerDay === null ? null : { leaderId, partsPerDay, day: carrierDay(now) };
}

/** Renews this worker's leases and takes those that are free or have run out (decision 4). */
export async function takeLeases(tx: Tx, owner: string): Promise<LeasedNumber[]> {
  const result = await tx.execute<{
    phone: string;
    leader_id: number;
    parts_per_second: number | null;
    parts_per_day: number | null;
    paused_reason: string | null;
    circuit: StoredCircuit | null;
    fresh: boolean;
  }>(sql`
    WITH mine AS (
      SELECT phone, lease_owner IS DISTINCT FROM ${owner} AS fresh FROM numbers
      WHERE lease_owner = ${owner} OR lease_until IS NULL OR lease_until < now()
      ORDER BY phone FOR UPDATE SKIP LOCKED)
    UPDATE numbers n SET lease_owner = ${owner}, lease_until = now() + ${leaseSeconds} * interval '1 second'
    FROM mine WHERE n.phone = mine.phone
    RETURNING n.phone, n.leader_id, n.parts_per_second, n.parts_per_day, n.paused_reason, n.circuit, mine.fresh`);
  const limits = await limitsOfMany(tx, [...new Set(result.rows.map((row) => row.leader_id))]);
  return result.rows.map((row) => ({
    phone: row.phone,
    leaderId: row.leader_id,
    partsPerSecond: row.parts_per_second,
    partsPerDay: row.parts_per_day,
    leaderPartsPerDay: limits.get(row.leader_id)?.partsPerDay ?? null,
    pausedReason: row.paused_reason,
    circuit: row.circuit,
    fresh: row.fresh,
  }));
}

/** Is the number this worker's? Then it stays so until the transaction ends: nobody takes a locked lease. */
export async function holdsLease(tx: Tx, owner: string, phone: string): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`SELECT 1 FROM numbers WHERE phone = ${phone} AND lease_owner = ${owner} AND lease_until > now() FOR SHARE`,
  );
  return rows.length > 0;
}

/** Gives this worker's numbers back, for a clean stop. */
export async function releaseLeases(owner: string): Promise<void> {
  await db().execute(sql`UPDATE numbers SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = ${owner}`);
}

/**
 * Stores the open circuit of a number that `owner` has leased, and shows its reason; null: it is closed. A reason of another
 * kind (credit, keys) stays.
 */
export async function saveCircuit(owner: string, phone: string, circuit: StoredCircuit | null): Promise<void> {
  const reason = circuit?.reason ?? null;
  await db().execute(sql`
    UPDATE numbers SET circuit = ${circuit === null ? null : JSON.stringify(circuit)}::jsonb,
      paused_at = CASE WHEN ${isCircuitReason} THEN CASE WHEN ${reason}::text IS NOT NULL THEN coalesce(paused_at, now()) END ELSE paused_at END,
      paused_reason = CASE WHEN ${isCircuitReason} THEN ${reason}::text ELSE paused_reason END
    WHERE phone = ${phone} AND lease_owner = ${owner}`);
}

/** What is shown now is nothing, or what the circuit said last. */
const isCircuitReason = sql`(paused_reason IS NULL OR paused_reason IS NOT DISTINCT FROM circuit ->> 'reason')`;

/** Says why a number's sending stands still (credit, keys), or that it moves again (null). */
export async function setPaused(phone: string, reason: string | null, tx: Tx = db()): Promise<void> {
  await tx.execute(sql`
    UPDATE numbers SET paused_reason = ${reason}, paused_at = CASE WHEN ${reason}::text IS NULL THEN NULL ELSE now() END
    WHERE phone = ${phone} AND paused_reason IS DISTINCT FROM ${reason}`);
}
