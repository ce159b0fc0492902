import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/**
 * Notes that members have just been sent a broadcast with the opt-out line, one statement for any number of them, in
 * the order of their ids, so that writers do not wait for each other in a circle.
 */
export async function noteOptOutLine(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  if (memberIds.length === 0) return;
  await tx.execute(sql`
    WITH who AS (
      SELECT id FROM members WHERE leader_id = ${leaderId} AND id = ANY(${sql.param(memberIds)}::bigint[]) ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE members m SET last_opt_out_line_at = now() FROM who WHERE m.leader_id = ${leaderId} AND m.id = who.id`);
}
