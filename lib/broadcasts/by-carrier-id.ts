import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { DeliveryRef } from "./walk";

type Sent = { leaderId: number; memberId: number; carrierId: string };

/** How long after a broadcast began a receipt may still come. The carrier retries for a day; local time adds two. */
const recent = sql`interval '14 days'`;

/**
 * The deliveries that the carrier knows by these ids, by carrier id: one lookup by primary key for each recent broadcast
 * of the leader, so that no index over the carrier's ids is needed.
 */
export async function deliveriesByCarrierId(tx: Tx, sent: Sent[]): Promise<Map<string, DeliveryRef>> {
  if (sent.length === 0) return new Map();
  const content = JSON.stringify(
    sent.map((one) => ({ leader_id: one.leaderId, member_id: one.memberId, carrier_id: one.carrierId })),
  );
  const { rows } = await tx.execute<{
    leader_id: number;
    broadcast_id: number;
    member_id: number;
    carrier_id: string;
  }>(sql`
    SELECT d.leader_id, d.broadcast_id, d.member_id, d.carrier_id
    FROM jsonb_to_recordset(${content}::jsonb) AS r(leader_id int, member_id bigint, carrier_id text)
    JOIN broadcasts b ON b.leader_id = r.leader_id AND b.started_at > now() - ${recent}
    JOIN deliveries d ON d.leader_id = b.leader_id AND d.broadcast_id = b.id AND d.member_id = r.member_id
      AND d.carrier_id = r.carrier_id`);
  return new Map(
    rows.map((row) => [
      row.carrier_id,
      { leaderId: row.leader_id, broadcastId: row.broadcast_id, memberId: row.member_id },
    ]),
  );
}
