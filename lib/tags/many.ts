import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** A member whose tag changed, and when the tag had been put on (as PostgreSQL writes it). */
export type Tagged = { memberId: number; at: string };

/** Puts a tag on a set of members, and answers those who did not carry it yet. `at` says since when, one a member. */
export async function tagSome(
  tx: Tx,
  leaderId: number,
  tagId: number,
  memberIds: number[],
  now: Date,
  at?: (string | null)[],
): Promise<Tagged[]> {
  const found = await tx.execute<{ member_id: number; at: string }>(sql`
    INSERT INTO tagged (leader_id, tag_id, member_id, at)
    SELECT ${leaderId}, ${tagId}, m.id, COALESCE(r.at, ${now.toISOString()}::timestamptz)
    FROM unnest(${sql.param(memberIds)}::bigint[], ${sql.param(at ?? memberIds.map(() => null))}::timestamptz[]) AS r(id, at)
    JOIN members m ON m.leader_id = ${leaderId} AND m.id = r.id
    ON CONFLICT DO NOTHING RETURNING member_id, at::text AS at`);
  return found.rows.map((row) => ({ memberId: row.member_id, at: row.at }));
}

/** Takes a tag off a set of members, and answers those who carried it. */
export async function untagSome(tx: Tx, leaderId: number, tagId: number, memberIds: number[]): Promise<Tagged[]> {
  const found = await tx.execute<{ member_id: number; at: string }>(sql`
    DELETE FROM tagged WHERE leader_id = ${leaderId} AND tag_id = ${tagId} AND member_id = ANY(${sql.param(memberIds)}::bigint[])
    RETURNING member_id, at::text AS at`);
  return found.rows.map((row) => ({ memberId: row.member_id, at: row.at }));
}
