import { sql } from "drizzle-orm";
import type { Carrier } from "@/lib/carrier/carrier";
import type { Tx } from "@/lib/db/client";
import { type Loss, lastNumber, mustBeTyped } from "./loss";
import { showPhone } from "./phone";
import { numbersOf, removeNumber } from "./register";
import { carrierSays, NumberRefused } from "./take";

/** Counts what would be lost; a moment for a leader of millions. */
export async function lossOf(tx: Tx, leaderId: number, phone: string): Promise<Loss> {
  const result = await tx.execute<{ members: number; queued: number; broadcasts: number; others: number }>(sql`
    SELECT
      (SELECT count(*) FROM members WHERE leader_id = ${leaderId} AND number = ${phone}) AS members,
      (SELECT count(*) FROM messages WHERE leader_id = ${leaderId} AND number = ${phone} AND state = 'queued') AS queued,
      (SELECT count(*) FROM broadcasts WHERE leader_id = ${leaderId} AND number = ${phone}
        AND state IN ('scheduled', 'preparing', 'sending', 'paused')) AS broadcasts,
      (SELECT count(*) FROM numbers WHERE leader_id = ${leaderId} AND phone <> ${phone}) AS others`);
  const row = result.rows[0];
  return {
    members: row?.members ?? 0,
    queued: row?.queued ?? 0,
    broadcasts: row?.broadcasts ?? 0,
    only: row?.others === 0,
  };
}

/**
 * Releases a number to the carrier: its queued messages are withheld, with the reason. `typed` are its last four digits,
 * asked for where messages are queued. A leader's last number cannot be released, since sign-in codes are texted from it.
 * Throws NumberRefused, and nothing has changed then.
 */
export async function release(
  tx: Tx,
  carrier: Carrier,
  wish: { leaderId: number; phone: string; typed: string },
  withholdQueued: (tx: Tx, leaderId: number, phone: string, reason: string) => Promise<void>,
): Promise<void> {
  const { leaderId, phone, typed } = wish;
  const own = (await numbersOf(tx, leaderId)).some((number) => number.phone === phone);
  if (!own) throw new NumberRefused("This isn’t one of your numbers.", { gone: true });
  const loss = await lossOf(tx, leaderId, phone);
  if (loss.only) throw new NumberRefused(lastNumber);
  if (loss.broadcasts > 0)
    throw new NumberRefused("A broadcast from this number is scheduled or sending. Cancel it first.");
  if (mustBeTyped(loss) && typed.trim() !== phone.slice(-4))
    throw new NumberRefused(`Type the last four digits of ${showPhone(phone)} to release it.`);
  await tx.transaction(async (inner) => {
    // Two releases at once must not both find the other's number as the replacement.
    await inner.execute(sql`SELECT 1 FROM numbers WHERE leader_id = ${leaderId} FOR UPDATE`);
    if ((await lossOf(inner, leaderId, phone)).only) throw new NumberRefused(lastNumber);
    await withholdQueued(inner, leaderId, phone, "The number was released before it was sent.");
    await removeNumber(inner, leaderId, phone);
    await carrierSays(carrier.releaseNumber(phone));
  });
}
