import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";

/**
 * Removes arrivals that can no longer come twice: the carrier tries for 24 hours; receipts are kept for three days,
 * texts for thirty. What could not be understood stays for the operator. Returns how many went.
 */
export async function pruneArrivals(): Promise<number> {
  const result = await db().execute(sql`
    DELETE FROM arrivals WHERE digested_at IS NOT NULL AND problem IS NULL
      AND received_at < now() - CASE kind WHEN 'receipt' THEN interval '3 days' ELSE interval '30 days' END`);
  return result.rowCount ?? 0;
}
