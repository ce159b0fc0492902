import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { Refusal } from "@/lib/refusal";
import { limitsOfMany } from "./limits";

const many = (count: number) => count.toLocaleString("en-US");

/**
 * Throws a Refusal where the leader has as many numbers as they may, or is just getting another one. Until `tx` ends no
 * one else gets a number for this leader, so ten purchases at once can't pass together. `tx` must be a transaction in
 * system scope.
 */
export async function reserveNumber(tx: Tx, leaderId: number): Promise<void> {
  // Doesn't wait: the winner is about to call the carrier, and those that wait would hold connections meanwhile.
  const { rows } = await tx.execute<{ locked: boolean }>(sql`
    SELECT pg_try_advisory_xact_lock(104, 1000000 + ${leaderId}::int) AS locked`);
  if (!rows[0]?.locked) throw new Refusal("Another number is being added right now. Try again in a moment.");
  const reached = await numberLimitReached(tx, leaderId);
  if (reached) throw new Refusal(reached);
}

/** The sentence for a leader who has as many numbers as they may; null where there is room for another one. */
export async function numberLimitReached(tx: Tx, leaderId: number): Promise<string | null> {
  const maxNumbers = (await limitsOfMany(tx, [leaderId])).get(leaderId)?.maxNumbers ?? null;
  if (maxNumbers === null) return null;
  const counted = await tx.execute<{ has: number }>(
    sql`SELECT count(*)::int AS has FROM numbers WHERE leader_id = ${leaderId}`,
  );
  const has = counted.rows[0]?.has ?? 0;
  if (has < maxNumbers) return null;
  return `You have ${many(has)} of ${many(maxNumbers)} ${maxNumbers === 1 ? "number" : "numbers"}. Contact whoever runs this Tenfour to get more.`;
}
