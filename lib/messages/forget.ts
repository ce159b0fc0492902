import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** Removes every text to and from members who are forgotten. */
export async function forgetTexts(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  await tx.execute(
    sql`DELETE FROM messages WHERE leader_id = ${leaderId} AND member_id = ANY(${sql.param(memberIds)}::bigint[])`,
  );
}
