import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/**
 * Takes out members whom an import brought, but for those something happened to since: who texted, was texted, signed
 * up, was noted upon, starred, muted or blocked stays. No tombstone: they did not ask for it, and may be imported again.
 */
export async function forgetTakenIn(
  tx: Tx,
  leaderId: number,
  ids: number[],
  since: Date,
): Promise<{ id: number; phone: string }[]> {
  const gone = await tx.execute<{ id: number; phone: string }>(sql`
    DELETE FROM members m
    WHERE m.leader_id = ${leaderId} AND m.id = ANY(${sql.param(ids)}::bigint[]) AND m.source = 'import'
      AND m.status IN ('invited', 'active') AND m.inbound_count = 0 AND m.first_answer_at IS NULL
      AND m.starred_at IS NULL AND m.muted_at IS NULL AND m.blocked_at IS NULL
      AND NOT EXISTS (SELECT FROM messages t WHERE t.leader_id = m.leader_id AND t.member_id = m.id)
      AND NOT EXISTS (SELECT FROM notes n WHERE n.leader_id = m.leader_id AND n.member_id = m.id)
      AND NOT EXISTS (SELECT FROM broadcasts b JOIN deliveries d ON d.leader_id = b.leader_id AND d.broadcast_id = b.id
        WHERE b.leader_id = m.leader_id AND b.started_at >= ${since.toISOString()}::timestamptz AND d.member_id = m.id)
    RETURNING m.id, m.phone`);
  return gone.rows.map(({ id, phone }) => ({ id, phone }));
}
