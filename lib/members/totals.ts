import { type SQL, sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { formerMembers, memberTotals } from "./table";

/** So many rows of a leader are added up as quickly as one. */
const fewRows = 50;

/**
 * How many members a leader has (`members`) and how many of them can be texted (`reachable`), as a SELECT of one row:
 * exact within the same snapshot as everything else in its statement, and without reading any member.
 */
export function totalOf(leaderId: number): SQL {
  return sql`SELECT coalesce(sum(t.members), 0)::bigint AS members, coalesce(sum(t.reachable), 0)::bigint AS reachable
    FROM ${memberTotals} t WHERE t.leader_id = ${leaderId}::int`;
}

/** How many who were members of a leader's, and are no more, have an id that `among` says yes to; a SELECT of one row. */
export function formerAmong(leaderId: number, among: (id: SQL) => SQL): SQL {
  return sql`SELECT count(*) FROM ${formerMembers} f WHERE f.leader_id = ${leaderId}::int AND ${among(sql`f.id`)}`;
}

/**
 * Adds up what the triggers on members wrote down, into one row a leader; for a job, every minute. One statement, so that
 * nobody ever sees the sum without its parts or with them twice; two at once take different rows. Leaders with no more
 * than `most` rows are left alone. Answers how many rows went into others.
 */
export async function foldTotals(tx: Tx = db(), most = fewRows): Promise<number> {
  const folded = await tx.execute<{ rows: number }>(sql`
    WITH gone AS (
      DELETE FROM ${memberTotals} WHERE leader_id IN (
        SELECT leader_id FROM ${memberTotals} GROUP BY leader_id HAVING count(*) > ${most})
      RETURNING leader_id, members, reachable
    ), sums AS (
      INSERT INTO ${memberTotals} (leader_id, members, reachable)
      SELECT leader_id, sum(members), sum(reachable) FROM gone GROUP BY leader_id
    )
    SELECT count(*) AS rows FROM gone`);
  return folded.rows[0]?.rows ?? 0;
}
