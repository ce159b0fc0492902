import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** Takes members' threads out of the inbox; their texts stay. */
export async function hideThreads(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  await tx.execute(
    sql`DELETE FROM threads WHERE leader_id = ${leaderId} AND member_id = ANY(${sql.param(memberIds)}::bigint[])`,
  );
}

/** Puts threads back into the inbox as their last texts have it, read: what came in meanwhile was not meant to be seen. */
export async function showThreads(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  await tx.execute(sql`
    INSERT INTO threads (leader_id, member_id, last_inbound_at, preview, unread, unanswered, flagged, abroad)
    SELECT m.leader_id, m.id, t.at, left(t.body, 160), 0, false, m.held_at IS NOT NULL, m.status = 'abroad'
    FROM members m CROSS JOIN LATERAL (
      SELECT at, body FROM messages t
      WHERE t.leader_id = m.leader_id AND t.member_id = m.id AND NOT t.outbound ORDER BY t.id DESC LIMIT 1) t
    WHERE m.leader_id = ${leaderId} AND m.id = ANY(${sql.param(memberIds)}::bigint[])
    ON CONFLICT (leader_id, member_id) DO NOTHING`);
}

/** Takes members' threads out of the inbox and answers their rows, for putting them back as they were. */
export async function takeOutThreads(
  tx: Tx,
  leaderId: number,
  memberIds: number[],
): Promise<Map<number, Record<string, unknown>>> {
  const taken = await tx.execute<{ member_id: number; row: Record<string, unknown> }>(sql`
    DELETE FROM threads t WHERE t.leader_id = ${leaderId} AND t.member_id = ANY(${sql.param(memberIds)}::bigint[])
    RETURNING t.member_id, to_jsonb(t) AS row`);
  return new Map(taken.rows.map((one) => [one.member_id, one.row]));
}

/** Puts threads back as they were. */
export async function putBackThreads(tx: Tx, rows: Record<string, unknown>[]): Promise<void> {
  await tx.execute(sql`
    INSERT INTO threads SELECT * FROM jsonb_populate_recordset(NULL::threads, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (leader_id, member_id) DO NOTHING`);
}
