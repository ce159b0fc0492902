import { asc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type LeaderNumber, numbers } from "./table";

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

/** Sets the pace of one of the leader's numbers, in parts per second; null: as fast as the carrier takes them. */
export async function setPace(tx: Tx, leaderId: number, phone: string, partsPerSecond: number | null): Promise<void> {
  await tx
    .update(numbers)
    .set({ partsPerSecond })
    .where(sql`${numbers.phone} = ${phone} and ${numbers.leaderId} = ${leaderId}`);
}
