import { getTableColumns, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { formerMembers, members, signUpLinks } from "./table";

/** A row of members as JSON, exactly as it was. */
export type TakenOut = { id: number; phone: string; row: Record<string, unknown> };

/** Takes members out of the table whole, so that nothing finds them any more; null for those this leader has not. */
export async function takeOutMembers(tx: Tx, leaderId: number, ids: number[]): Promise<TakenOut[]> {
  const taken = await tx.execute<TakenOut>(sql`
    DELETE FROM members m WHERE m.leader_id = ${leaderId} AND m.id = ANY(${sql.param(ids)}::bigint[])
    RETURNING m.id, m.phone, to_jsonb(m) AS row`);
  return taken.rows;
}

/** Puts them back as they were, with their ids, but for those whose number has meanwhile become another member's. */
export async function putBackMembers(tx: Tx, rows: Record<string, unknown>[]): Promise<number[]> {
  const columns = sql.raw(
    Object.values(getTableColumns(members))
      .filter((column) => !column.generated)
      .map((column) => `"${column.name}"`)
      .join(", "),
  );
  const back = await tx.execute<{ id: number }>(sql`
    WITH back AS (
      INSERT INTO members (${columns})
      SELECT ${columns} FROM jsonb_populate_recordset(NULL::members, ${JSON.stringify(rows)}::jsonb)
      ON CONFLICT (leader_id, phone) DO NOTHING RETURNING leader_id, id
    ), struck AS (
      DELETE FROM ${formerMembers} f USING back WHERE f.leader_id = back.leader_id AND f.id = back.id
    )
    SELECT id FROM back`);
  return back.rows.map((row) => row.id);
}

/** Forgets the sign-up links of members who are gone, and those words of their names that nobody else is called by. */
export async function forgetLinksAndNames(tx: Tx, leaderId: number, ids: number[], nameKeys: string[]): Promise<void> {
  await tx
    .delete(signUpLinks)
    .where(sql`${signUpLinks.leaderId} = ${leaderId} AND ${signUpLinks.memberId} = ANY(${sql.param(ids)}::bigint[])`);
  const words = [...new Set(nameKeys.flatMap((key) => key.split(" ")))];
  await tx.execute(sql`
    DELETE FROM name_words w WHERE w.leader_id = ${leaderId} AND w.word = ANY(${sql.param(words)}::text[])
      AND NOT EXISTS (SELECT FROM members m
        WHERE m.leader_id = w.leader_id AND string_to_array(m.name_key, ' ') && ARRAY[w.word::text])`);
}
