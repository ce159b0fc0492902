import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/**
 * One way to find members: `find` is a SELECT of their ids by an index of its own, null where it is known beforehand to
 * find very many; `holds` asks the same of a row `m`.
 */
export type Way = { find: SQL | null; holds: SQL };

/** Members that one way finds by itself. Past these a sorted page of them is full before many rows were looked at. */
const mostFound = 10_000;

/**
 * Members whom any of the ways finds, as a boolean SQL expression over a row `m`. Each way is tried by its own index
 * first. What finds few is from then on a list of members; what finds many is a question to each row that a sorted page
 * meets, and such a page is soon full. Left to itself the planner guesses wrongly between the two, by seconds
 * (docs/scale.md).
 */
export async function byAnyOf(tx: Tx, ways: Way[]): Promise<SQL> {
  if (ways.length === 0) return sql`false`;
  const found = await findBy(tx, ways);
  const few = found.flatMap((ids) => ids ?? []);
  const many = ways.filter((_, at) => found[at] === null).map((way) => way.holds);
  return sql`(${sql.join([sql`m.id = ANY(${sql.param(few)}::bigint[])`, ...many], sql` OR `)})`;
}

/** The ids each way finds; null where they are too many for a list. */
async function findBy(tx: Tx, ways: Way[]): Promise<(number[] | null)[]> {
  const asked = ways.flatMap(({ find }, at) =>
    find ? [sql`SELECT ${at}::int AS way, ARRAY(${find} LIMIT ${mostFound + 1})::text[] AS ids`] : [],
  );
  const found = new Map<number, number[] | null>(ways.map((_, at) => [at, null]));
  if (asked.length === 0) return [...found.values()];
  await tx.transaction(async (inner) => {
    // Only indexes come into question: with a LIMIT the planner hopes to meet the first ones soon, and reads everybody.
    await inner.execute(plans("off"));
    const rows = await inner.execute<{ way: number; ids: string[] }>(sql.join(asked, sql` UNION ALL `));
    await inner.execute(plans("on"));
    for (const { way, ids } of rows.rows) found.set(way, ids.length > mostFound ? null : ids.map(Number));
  });
  return [...found.values()];
}

const plans = (state: "on" | "off") => sql`
  SELECT set_config(name, ${state}, true)
  FROM unnest(ARRAY['enable_seqscan', 'enable_indexscan', 'enable_indexonlyscan']) AS name`;
