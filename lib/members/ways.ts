import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/**
 * One way to find members: `find` is a SELECT of their ids by an index of its own, null where it is known beforehand to
 * find very many; `holds` asks the same of a row `m`.
 */
export type Way = {
  find: SQL | null;
  holds: SQL;
  /** It finds by an index alone, so that even a long list costs little. */
  cheap?: boolean;
};

/** Members that one way finds by itself. Past these a sorted page of them is full before many rows were looked at. */
const mostFound = 10_000;
/** The same of a cheap way: their list is made inside the database, and pays where those it names stand last in the order. */
const mostCheap = 200_000;

/**
 * Members whom any of the ways finds, as a boolean SQL expression over a row `m`. Each way is tried by its own index
 * first. What finds few is from then on a list of members; what finds many is a question to each row that a sorted page
 * meets, and such a page is soon full. Left to itself the planner guesses wrongly between the two, by seconds
 * (docs/scale.md). `whole`: all of them are wanted, not a page, so that a list is the better way however long it is.
 */
export async function byAnyOf(tx: Tx, ways: Way[], whole = false): Promise<SQL> {
  if (ways.length === 0) return sql`false`;
  const found = await findBy(tx, ways);
  const few = found.flatMap((ids) => (Array.isArray(ids) ? ids : []));
  const many = ways.flatMap(({ find, holds }, at) => {
    if (Array.isArray(found[at])) return [];
    return find && (whole || found[at] === "long") ? [sql`m.id = ANY(ARRAY(${find}))`] : [holds];
  });
  return sql`(${sql.join([sql`m.id = ANY(${sql.param(few)}::bigint[])`, ...many], sql` OR `)})`;
}

/** The ids each way finds, or how they are too many to be named here. */
async function findBy(tx: Tx, ways: Way[]): Promise<(number[] | "long" | "too long")[]> {
  const found: (number[] | "long" | "too long")[] = ways.map(() => "too long");
  const asked = ways.flatMap(({ find, cheap }, at) =>
    find
      ? [
          sql`SELECT ${at}::int AS way, count(*)::int AS count, CASE WHEN count(*) <= ${mostFound} THEN array_agg(id)::text[] END AS ids
            FROM (${find} LIMIT ${(cheap ? mostCheap : mostFound) + 1}) AS f(id)`,
        ]
      : [],
  );
  if (asked.length === 0) return found;
  await tx.transaction(async (inner) => {
    // Only indexes come into question: with a LIMIT the planner hopes to meet the first ones soon, and reads everybody.
    await inner.execute(plans("off"));
    const rows = await inner.execute<{ way: number; count: number; ids: string[] | null }>(
      sql.join(asked, sql` UNION ALL `),
    );
    await inner.execute(plans("on"));
    for (const { way, count, ids } of rows.rows) {
      if (count <= mostFound) found[way] = (ids ?? []).map(Number);
      else if (ways[way]?.cheap && count <= mostCheap) found[way] = "long";
    }
  });
  return found;
}

const plans = (state: "on" | "off") => sql`
  SELECT set_config(name, ${state}, true)
  FROM unnest(ARRAY['enable_seqscan', 'enable_indexscan']) AS name`;
