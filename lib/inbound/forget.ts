import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/**
 * Empties what the carrier brought of members who are forgotten. The rows stay until they are pruned, so that the
 * carrier's second try of an old webhook is still known as one.
 */
export async function forgetArrivals(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  await tx.execute(sql`
    UPDATE arrivals SET content = '{}', concat_key = NULL, member_id = NULL
    WHERE leader_id = ${leaderId} AND member_id = ANY(${sql.param(memberIds)}::bigint[])`);
}
