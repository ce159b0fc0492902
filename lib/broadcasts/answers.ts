import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { addCounts } from "./counters";
import { announceSoon } from "./tell";

/** Days in which a text counts as an answer to the newest broadcast its sender got. */
const answerDays = 7;

/** True of a row of threads, or of any with a member_id, whose member answered this broadcast. */
export const answeredBy = (leaderId: number, broadcastId: number): SQL => sql`member_id IN (
  SELECT d.member_id FROM deliveries d
  WHERE d.leader_id = ${leaderId} AND d.broadcast_id = ${broadcastId} AND d.replied_at IS NOT NULL)`;

export type Said = { leaderId: number; memberId: number; at: Date; optOut: boolean };

/**
 * Notes texts that came in as answers to, or opt-outs caused by, the newest broadcast each member got within a week.
 * The first of each counts; an opt-out is no answer. A handful of statements for any number of texts.
 */
export async function noteAnswers(tx: Tx, texts: Said[]): Promise<void> {
  if (texts.length === 0) return;
  const first = new Map<string, { l: number; m: number; replied: Date | null; leaving: Date | null }>();
  for (const one of texts) {
    const key = `${one.leaderId}.${one.memberId}`;
    const known = first.get(key) ?? { l: one.leaderId, m: one.memberId, replied: null, leaving: null };
    if (one.optOut) known.leaving ??= one.at;
    else known.replied ??= one.at;
    first.set(key, known);
  }
  const { rows } = await tx.execute<{ leader_id: number; broadcast_id: number; replies: number; opt_outs: number }>(sql`
    WITH said AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify([...first.values()])}::jsonb) AS t(l int, m bigint, replied timestamptz, leaving timestamptz)
    ), recent AS MATERIALIZED (
      SELECT b.leader_id, b.id FROM broadcasts b
      WHERE b.leader_id IN (SELECT l FROM said) AND b.started_at > now() - ${answerDays + 7} * interval '1 day'
    ), newest AS (
      SELECT DISTINCT ON (t.l, t.m) d.leader_id, d.broadcast_id, d.member_id, t.replied, t.leaving
      FROM said t JOIN recent b ON b.leader_id = t.l
        JOIN deliveries d ON d.leader_id = b.leader_id AND d.broadcast_id = b.id AND d.member_id = t.m
      WHERE d.state IN ('sending', 'sent', 'delivered', 'unconfirmed')
        AND (d.sent_at IS NULL OR d.sent_at > now() - ${answerDays} * interval '1 day')
      ORDER BY t.l, t.m, COALESCE(d.sent_at, now()) DESC, d.broadcast_id DESC
    ), held AS (
      SELECT d.leader_id, d.broadcast_id, d.member_id, d.replied_at, d.opted_out_at, n.replied, n.leaving
      FROM newest n JOIN deliveries d USING (leader_id, broadcast_id, member_id)
      WHERE (n.replied IS NOT NULL AND d.replied_at IS NULL) OR (n.leaving IS NOT NULL AND d.opted_out_at IS NULL)
      ORDER BY 1, 2, 3 FOR UPDATE OF d
    ), noted AS (
      UPDATE deliveries d SET replied_at = COALESCE(d.replied_at, held.replied), opted_out_at = COALESCE(d.opted_out_at, held.leaving)
      FROM held WHERE d.leader_id = held.leader_id AND d.broadcast_id = held.broadcast_id AND d.member_id = held.member_id
      RETURNING d.leader_id, d.broadcast_id,
        held.replied_at IS NULL AND held.replied IS NOT NULL AS answered, held.opted_out_at IS NULL AND held.leaving IS NOT NULL AS gone
    )
    SELECT leader_id, broadcast_id, count(*) FILTER (WHERE answered) AS replies, count(*) FILTER (WHERE gone) AS opt_outs
    FROM noted GROUP BY 1, 2 ORDER BY 1, 2`);
  for (const row of rows) {
    await addCounts(tx, row.leader_id, row.broadcast_id, "receipt", { replies: row.replies, opt_outs: row.opt_outs });
    announceSoon(row.leader_id, row.broadcast_id);
  }
}
