import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { Ref } from "./outbox";

export type SentText = { leaderId: number; memberId: number; carrierId: string };

/**
 * The messages that the carrier knows by these ids, by carrier id. Looks only at the texts of each member, by primary
 * key, so that no index over the carrier's ids is needed.
 */
export async function messagesByCarrierId(tx: Tx, sent: SentText[]): Promise<Map<string, Ref>> {
  if (sent.length === 0) return new Map();
  const content = JSON.stringify(
    sent.map((one) => ({ leader_id: one.leaderId, member_id: one.memberId, carrier_id: one.carrierId })),
  );
  const { rows } = await tx.execute<{ leader_id: number; member_id: number; id: number; carrier_id: string }>(sql`
    SELECT m.leader_id, m.member_id, m.id, m.carrier_id
    FROM jsonb_to_recordset(${content}::jsonb) AS r(leader_id int, member_id bigint, carrier_id text)
    JOIN messages m ON m.leader_id = r.leader_id AND m.member_id = r.member_id AND m.outbound AND m.carrier_id = r.carrier_id`);
  return new Map(rows.map((row) => [row.carrier_id, { leaderId: row.leader_id, memberId: row.member_id, id: row.id }]));
}
