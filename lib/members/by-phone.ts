import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** Ids of members by `leaderId:phone` (E.164); phones that no member has are left out. One lookup in an index each. */
export async function memberIdsByPhone(
  tx: Tx,
  phones: { leaderId: number; phone: string }[],
): Promise<Map<string, number>> {
  if (phones.length === 0) return new Map();
  const content = JSON.stringify(phones.map(({ leaderId, phone }) => ({ leader_id: leaderId, phone })));
  const { rows } = await tx.execute<{ leader_id: number; phone: string; id: number }>(sql`
    SELECT m.leader_id, m.phone, m.id FROM jsonb_to_recordset(${content}::jsonb) AS r(leader_id int, phone text)
    JOIN members m ON m.leader_id = r.leader_id AND m.phone = r.phone`);
  return new Map(rows.map((row) => [`${row.leader_id}:${row.phone}`, row.id]));
}

/** Those of these phones (E.164) whose owners opted out with this leader, or are blocked by them. */
export async function unwillingAmong(tx: Tx, leaderId: number, phones: string[]): Promise<Set<string>> {
  const { rows } = await tx.execute<{ phone: string }>(sql`
    SELECT phone FROM members WHERE leader_id = ${leaderId} AND phone = ANY(${sql.param(phones)}::text[])
      AND (status = 'opted_out' OR blocked_at IS NOT NULL)`);
  return new Set(rows.map((row) => row.phone));
}
