import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** Withholds all texts that wait to leave from a number, with the reason in words for the leader. */
export async function withholdQueued(tx: Tx, leaderId: number, number: string, reason: string): Promise<void> {
  await tx.execute(sql`
    UPDATE messages SET state = 'withheld', error_code = 'number_gone', reason = ${reason}, settled_at = now()
    WHERE leader_id = ${leaderId} AND number = ${number} AND state = 'queued'`);
}
