import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type ConsentEvent, consentLog } from "./table";

/** What a member granted and revoked, the newest first; the last 100 are plenty for a screen. */
export async function historyOf(tx: Tx, leaderId: number, memberId: number): Promise<ConsentEvent[]> {
  return tx
    .select()
    .from(consentLog)
    .where(and(eq(consentLog.leaderId, leaderId), eq(consentLog.memberId, memberId)))
    .orderBy(desc(consentLog.id))
    .limit(100);
}

export type AskedOnWeb = Pick<ConsentEvent, "textVersion" | "ip" | "userAgent">;

/** What each of these members was shown when their number was last typed on the web, keyed `leaderId:memberId`. */
export async function lastAsked(
  tx: Tx,
  who: { leaderId: number; memberId: number }[],
): Promise<Map<string, AskedOnWeb>> {
  if (who.length === 0) return new Map();
  const content = JSON.stringify(who.map((one) => ({ leader_id: one.leaderId, member_id: one.memberId })));
  const found = await tx.execute<{
    leader_id: number;
    member_id: number;
    text_version: string | null;
    ip: string | null;
    user_agent: string | null;
  }>(sql`
    SELECT w.leader_id, w.member_id::int8 AS member_id, c.text_version, c.ip, c.user_agent
    FROM jsonb_to_recordset(${content}::jsonb) AS w(leader_id int, member_id bigint)
    CROSS JOIN LATERAL (SELECT * FROM consent_log c WHERE c.leader_id = w.leader_id AND c.member_id = w.member_id
      AND c.event = 'asked' ORDER BY c.id DESC LIMIT 1) c`);
  return new Map(
    found.rows.map((row) => [
      `${row.leader_id}:${row.member_id}`,
      { textVersion: row.text_version, ip: row.ip, userAgent: row.user_agent },
    ]),
  );
}
