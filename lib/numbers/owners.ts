import { asc, inArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { formerNumbers, numbers } from "./table";

export type Owner = { phone: string; leaderId: number; carrierAnswersStop: boolean };

/** Whose numbers these are; numbers nobody here has are left out. */
export async function ownersOf(tx: Tx, phones: string[]): Promise<Map<string, Owner>> {
  if (phones.length === 0) return new Map();
  const rows = await tx
    .select({ phone: numbers.phone, leaderId: numbers.leaderId, carrierAnswersStop: numbers.carrierAnswersStop })
    .from(numbers)
    .where(inArray(numbers.phone, [...new Set(phones)]));
  return new Map(rows.map((row) => [row.phone, row]));
}

/** Who had these numbers last, of those that have been released. A number that somebody has again is ownersOf's. */
export async function formerOwnersOf(tx: Tx, phones: string[]): Promise<Map<string, number>> {
  if (phones.length === 0) return new Map();
  const rows = await tx
    .select({ phone: formerNumbers.phone, leaderId: formerNumbers.leaderId })
    .from(formerNumbers)
    .where(inArray(formerNumbers.phone, [...new Set(phones)]))
    .orderBy(asc(formerNumbers.releasedAt));
  // The last one of a number stays.
  return new Map(rows.map((row) => [row.phone, row.leaderId]));
}
