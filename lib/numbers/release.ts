import { sql } from "drizzle-orm";
import type { Carrier } from "@/lib/carrier/carrier";
import type { Tx } from "@/lib/db/client";
import { showPhone } from "./phone";
import { numbersOf, removeNumber } from "./register";
import { carrierSays, NumberRefused } from "./take";

/** What is lost with a number. */
export type Loss = {
  /** Members who text with it: their texts go to whoever gets the number next. */
  members: number;
  /** Texts that wait to leave from it, and would not. */
  queued: number;
  /** Broadcasts that are planned, or on their way, from it. */
  broadcasts: number;
  /** The leader's only number: sign-in codes come from it as well. */
  only: boolean;
};

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

/** Whether so much is lost that the last four digits must be typed, not only a button pressed. */
export const mustBeTyped = (loss: Loss): boolean => loss.only || loss.queued > 0;

/**
 * Gives a number back to the carrier: its queued texts are withheld, with the reason. `typed` are its last four digits,
 * asked for where much is lost. Throws NumberRefused; nothing has changed then.
 */
export async function release(
  tx: Tx,
  carrier: Carrier,
  wish: { leaderId: number; phone: string; typed: string },
  withholdQueued: (tx: Tx, leaderId: number, phone: string, reason: string) => Promise<void>,
): Promise<void> {
  const { leaderId, phone, typed } = wish;
  const own = (await numbersOf(tx, leaderId)).some((number) => number.phone === phone);
  if (!own) throw new NumberRefused("This is none of your numbers.", { gone: true });
  const loss = await lossOf(tx, leaderId, phone);
  if (loss.broadcasts > 0)
    throw new NumberRefused("A broadcast is planned or on its way from this number. Cancel it first.");
  if (mustBeTyped(loss) && typed.trim() !== phone.slice(-4))
    throw new NumberRefused(`Type the last four digits of ${showPhone(phone)} to give it back.`);
  await carrierSays(carrier.releaseNumber(phone));
  await tx.transaction(async (inner) => {
    await withholdQueued(inner, leaderId, phone, "The number was given back before it was sent.");
    await removeNumber(inner, leaderId, phone);
  });
}
