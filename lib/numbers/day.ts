import { sql } from "drizzle-orm";
import { DateTime } from "luxon";
import { db, type Tx } from "@/lib/db/client";

/** The day by which a US carrier counts a number's parts: T-Mobile's begins at midnight in the Pacific zone. */
export function carrierDay(now: Date): string {
  return DateTime.fromJSDate(now, { zone: "America/Los_Angeles" }).toISODate() as string;
}

/** Parts a number has sent on a carriers' day. */
export async function partsOn(number: { leaderId: number; phone: string }, day: string): Promise<number> {
  const { rows } = await db().execute<{ parts: number }>(sql`
    SELECT parts FROM number_days WHERE leader_id = ${number.leaderId} AND phone = ${number.phone} AND day = ${day}`);
  return rows[0]?.parts ?? 0;
}

/** Adds parts the carrier has taken. */
export async function addParts(
  tx: Tx,
  number: { leaderId: number; phone: string },
  day: string,
  parts: number,
): Promise<void> {
  if (parts === 0) return;
  await tx.execute(sql`
    INSERT INTO number_days AS n (leader_id, phone, day, parts) VALUES (${number.leaderId}, ${number.phone}, ${day}, ${parts})
    ON CONFLICT (leader_id, phone, day) DO UPDATE SET parts = n.parts + excluded.parts`);
}
