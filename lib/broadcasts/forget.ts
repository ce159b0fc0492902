import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** Removes what was sent of broadcasts to members who are forgotten; a broadcast's counters stay, they name nobody. */
export async function forgetDeliveries(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  // By the key, broadcast by broadcast: there is no index by member (decision 7).
  await tx.execute(sql`
    DELETE FROM deliveries d USING broadcasts b
    WHERE b.leader_id = ${leaderId} AND d.leader_id = b.leader_id AND d.broadcast_id = b.id
      AND d.member_id = ANY(${sql.param(memberIds)}::bigint[])`);
}
