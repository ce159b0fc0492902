import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** Removes the taps of members who are forgotten; a link's counters stay, they name nobody. */
export async function forgetTaps(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  await tx.execute(sql`
    DELETE FROM clicks c USING links l
    WHERE l.leader_id = ${leaderId} AND c.leader_id = l.leader_id AND c.link_id = l.id
      AND c.member_id = ANY(${sql.param(memberIds)}::bigint[])`);
}
