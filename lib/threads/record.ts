import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

export type ThreadTouch = {
  leaderId: number;
  memberId: number;
  at: Date;
  preview: string;
  /** Texts that came in. */
  count: number;
  flagged: boolean;
  abroad: boolean;
  /** STOP, HELP and START were answered by the product: they are not the leader's to answer. */
  needsAnswer: boolean;
};

/** Moves threads up for texts that came in: one statement, one row a member. */
export async function touchThreads(tx: Tx, touches: ThreadTouch[]): Promise<void> {
  if (touches.length === 0) return;
  const content = JSON.stringify(
    touches.map((touch) => ({
      leader_id: touch.leaderId,
      member_id: touch.memberId,
      at: touch.at,
      preview: [...touch.preview].slice(0, 160).join(""),
      count: touch.count,
      flagged: touch.flagged,
      abroad: touch.abroad,
      needs_answer: touch.needsAnswer,
    })),
  );
  await tx.execute(sql`
    INSERT INTO threads AS t (leader_id, member_id, last_inbound_at, preview, unread, unanswered, flagged, abroad)
    SELECT leader_id, member_id, at, preview, count, needs_answer, flagged, abroad
    FROM jsonb_to_recordset(${content}::jsonb)
      AS r(leader_id int, member_id bigint, at timestamptz, preview text, count int, flagged bool, abroad bool, needs_answer bool)
    ON CONFLICT (leader_id, member_id) DO UPDATE SET
      last_inbound_at = greatest(t.last_inbound_at, excluded.last_inbound_at),
      preview = CASE WHEN excluded.last_inbound_at >= t.last_inbound_at THEN excluded.preview ELSE t.preview END,
      unread = t.unread + excluded.unread,
      unanswered = t.unanswered OR excluded.unanswered,
      flagged = t.flagged OR excluded.flagged,
      abroad = excluded.abroad`);
}
