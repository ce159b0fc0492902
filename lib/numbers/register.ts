import { and, asc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { formerNumbers, type LeaderNumber, numbers } from "./table";

/** A leader's numbers, the oldest first: the first one is theirs for sign-in codes and on pages. */
export async function numbersOf(tx: Tx, leaderId: number): Promise<LeaderNumber[]> {
  return tx
    .select()
    .from(numbers)
    .where(eq(numbers.leaderId, leaderId))
    .orderBy(asc(numbers.createdAt), asc(numbers.phone));
}

/** Whose number this is, or null. `phone` is E.164. */
export async function ownerOf(tx: Tx, phone: string): Promise<number | null> {
  const [row] = await tx.select({ leaderId: numbers.leaderId }).from(numbers).where(eq(numbers.phone, phone));
  return row?.leaderId ?? null;
}

/**
 * Writes a number down as the leader's. `partsPerSecond` null sends as fast as the carrier takes them; left out, the
 * table's default holds. Adding one's own number again is fine. Returns false where another leader has it.
 */
export async function addNumber(
  tx: Tx,
  wish: { leaderId: number; phone: string; partsPerSecond?: number | null },
): Promise<boolean> {
  await tx.insert(numbers).values(wish).onConflictDoNothing();
  return (await ownerOf(tx, wish.phone)) === wish.leaderId;
}

/** Every leader's numbers, E.164, in the order of their digits. */
export async function allPhones(tx: Tx): Promise<string[]> {
  const rows = await tx.select({ phone: numbers.phone }).from(numbers).orderBy(asc(numbers.phone));
  return rows.map((row) => row.phone);
}

/** What a leader may change of a number. */
export type NumberChange = Partial<
  Pick<LeaderNumber, "partsPerSecond" | "partsPerDay" | "carrierAnswersStop" | "features" | "campaign">
>;

/** Changes one of the leader's numbers, and tells the senders. Returns false where it is none of theirs. */
export async function changeNumber(tx: Tx, leaderId: number, phone: string, change: NumberChange): Promise<boolean> {
  const changed = await tx.update(numbers).set(change).where(oneOf(leaderId, phone));
  await tellSenders(tx);
  return changed.rowCount === 1;
}

/**
 * Removes a number from the leader, and remembers that it was theirs (former_numbers). Returns false where it is none of
 * theirs.
 */
export async function removeNumber(tx: Tx, leaderId: number, phone: string): Promise<boolean> {
  const removed = await tx.delete(numbers).where(oneOf(leaderId, phone));
  if (removed.rowCount === 1)
    await tx
      .insert(formerNumbers)
      .values({ leaderId, phone })
      .onConflictDoUpdate({ target: [formerNumbers.leaderId, formerNumbers.phone], set: { releasedAt: sql`now()` } });
  await tellSenders(tx);
  return removed.rowCount === 1;
}

const oneOf = (leaderId: number, phone: string) => and(eq(numbers.leaderId, leaderId), eq(numbers.phone, phone));

async function tellSenders(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_notify('tenfour_work', 'numbers')`);
}

/** Sets the pace of one of the leader's numbers, in parts per second; null: as fast as the carrier takes them. */
export async function setPace(tx: Tx, leaderId: number, phone: string, partsPerSecond: number | null): Promise<void> {
  await tx
    .update(numbers)
    .set({ partsPerSecond })
    .where(sql`${numbers.phone} = ${phone} and ${numbers.leaderId} = ${leaderId}`);
}
