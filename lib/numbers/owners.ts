import { inArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { numbers } from "./table";

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
