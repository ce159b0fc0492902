import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

export type AnswerCounts = { help_answer: number; start_answer: number; stop_answer: number; card: number };
export const noAnswers: AnswerCounts = { help_answer: 0, start_answer: 0, stop_answer: 0, card: 0 };

/**
 * How many automatic answers to keywords these members were sent or are to be sent since `since`. Keyed
 * `leaderId:memberId`; members without any are left out.
 */
export async function answersSince(
  tx: Tx,
  members: { leaderId: number; memberId: number }[],
  since: Date,
): Promise<Map<string, AnswerCounts>> {
  if (members.length === 0) return new Map();
  const content = JSON.stringify(members.map((one) => ({ leader_id: one.leaderId, member_id: one.memberId })));
  const { rows } = await tx.execute<{
    leader_id: number;
    member_id: number;
    kind: keyof AnswerCounts;
    count: number;
  }>(sql`
    SELECT m.leader_id, m.member_id, m.kind, count(*)::int AS count
    FROM (SELECT DISTINCT leader_id, member_id FROM jsonb_to_recordset(${content}::jsonb) AS r(leader_id int, member_id bigint)) r
    JOIN messages m ON m.leader_id = r.leader_id AND m.member_id = r.member_id
    WHERE m.outbound AND m.kind IN ('help_answer', 'start_answer', 'stop_answer', 'card') AND m.at > ${since.toISOString()}::timestamptz
    GROUP BY 1, 2, 3`);
  const counts = new Map<string, AnswerCounts>();
  for (const row of rows) {
    const key = `${row.leader_id}:${row.member_id}`;
    counts.set(key, { ...(counts.get(key) ?? noAnswers), [row.kind]: row.count });
  }
  return counts;
}
