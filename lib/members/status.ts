import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/**
 * Marks numbers the carrier calls dead for good. `at`: when it said so. A later text from them brings them back, also
 * where it was processed before a late report.
 */
export async function setUnreachable(tx: Tx, who: { leaderId: number; memberId: number; at: Date }[]): Promise<void> {
  if (who.length === 0) return;
  const content = JSON.stringify(who.map((one) => ({ leader_id: one.leaderId, member_id: one.memberId, at: one.at })));
  await tx.execute(sql`
    UPDATE members m SET unreachable_at = now()
    FROM jsonb_to_recordset(${content}::jsonb) AS w(leader_id int, member_id bigint, at timestamptz)
    WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.unreachable_at IS NULL
      AND (m.last_inbound_at IS NULL OR m.last_inbound_at <= w.at)`);
}
