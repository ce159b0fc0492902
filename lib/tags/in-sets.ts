import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** The ids of tags by their names in small letters; those that are not there yet are made. Two statements for any number. */
export async function tagIdsNamed(tx: Tx, leaderId: number, names: string[]): Promise<Map<string, number>> {
  const wanted = new Map<string, string>();
  for (const name of names) if (!wanted.has(name.toLowerCase())) wanted.set(name.toLowerCase(), name);
  if (wanted.size === 0) return new Map();
  const known = await idsOf(tx, leaderId, [...wanted.keys()]);
  const missing = [...wanted].filter(([plain]) => !known.has(plain)).map(([, name]) => name);
  if (missing.length === 0) return known;
  await tx.execute(sql`
    INSERT INTO tags (leader_id, name) SELECT ${leaderId}::int, name FROM unnest(${sql.param(missing)}::text[]) AS name
    ON CONFLICT DO NOTHING`);
  return idsOf(tx, leaderId, [...wanted.keys()]);
}

async function idsOf(tx: Tx, leaderId: number, plain: string[]): Promise<Map<string, number>> {
  const found = await tx.execute<{ plain: string; id: number }>(sql`
    SELECT lower(name) AS plain, min(id) AS id FROM tags
    WHERE leader_id = ${leaderId} AND lower(name) = ANY(${sql.param(plain)}::text[]) GROUP BY 1`);
  return new Map(found.rows.map((row) => [row.plain, row.id]));
}

/** Puts tags on members, any number of pairs in one statement; who carries a tag already keeps it as it is. */
export async function tagPairs(tx: Tx, leaderId: number, pairs: { tagId: number; memberId: number }[]): Promise<void> {
  if (pairs.length === 0) return;
  await tx.execute(sql`
    INSERT INTO tagged (leader_id, tag_id, member_id)
    SELECT ${leaderId}::int, tag_id, member_id
    FROM unnest(${sql.param(pairs.map((one) => one.tagId))}::int[], ${sql.param(pairs.map((one) => one.memberId))}::bigint[])
      AS p(tag_id, member_id) ORDER BY tag_id, member_id
    ON CONFLICT DO NOTHING`);
}
