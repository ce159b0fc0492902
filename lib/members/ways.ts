import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { sampled, sampleShare } from "./sample";

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

/** Members that one way finds by itself: past these, of 20,000,000, a sorted page of them is full before as many rows were looked at. */
const mostFound = 50_000;
/** The same of a cheap way: their list is made inside the database, and pays where those it names stand last in the order. */
const mostCheap = 200_000;

/** Rows of a sample that tells which ways find very many: looking them all up would take longer than a page does. */
const looked = 6_000;

/** A question to a row `m` of members. */
export type Asked = {
  where: SQL;
  /** Nothing names the members it is true of: rows are to be asked one by one, in the order of the page (list.ts). */
  walked: boolean;
};

/**
 * Members whom any of the ways finds. Each way is tried by its own index first, but for those that a sample shows to find
 * very many. What finds few is from then on a list of members; what finds many is a question to each row that a sorted
 * page meets, and such a page is soon full. Left to itself the planner guesses wrongly between the two, by seconds
 * (docs/scale.md). `whole`: all of them are wanted, not a page, so that a list is the better way however long it is.
 */
export async function byAnyOf(tx: Tx, leaderId: number, ways: Way[], whole = false): Promise<Asked> {
  if (ways.length === 0) return { where: sql`false`, walked: false };
  const common = whole ? ways.map(() => false) : await commonIn(tx, leaderId, ways);
  const found = await findBy(
    tx,
    ways.map((way, at) => (common[at] ? { ...way, find: null } : way)),
  );
  const few = found.flatMap((ids) => (Array.isArray(ids) ? ids : []));
  let walked = false;
  const many = ways.flatMap(({ find, holds }, at) => {
    if (Array.isArray(found[at])) return [];
    if (find && (whole || found[at] === "long")) return [sql`m.id = ANY(ARRAY(${find}))`];
    walked = true;
    return [holds];
  });
  const where = sql`(${sql.join([sql`m.id = ANY(${sql.param(few)}::bigint[])`, ...many], sql` OR `)})`;
  return { where, walked };
}

/**
 * Of which ways a sample of the members shows that they find very many: of n members the share s, so that a page of 100 is
 * full after 100 / s rows, while a list would name n × s. Finding one of the list costs about twice what asking a row does,
 * so they are many where s > √(50 / n).
 */
async function commonIn(tx: Tx, leaderId: number, ways: Way[]): Promise<boolean[]> {
  const share = await sampleShare(tx, looked);
  if (share === null) return ways.map(() => false);
  // The sample is `share` per cent of n.
  const many = Math.ceil(Math.sqrt((share * looked) / 2));
  const hits = ways.map(({ holds }) => sql`count(*) FILTER (WHERE ${holds}) >= ${many}`);
  const found = await tx.execute<{ common: boolean[] }>(
    sql`SELECT ARRAY[${sql.join(hits, sql`, `)}] AS common FROM ${sampled(share)} WHERE m.leader_id = ${leaderId}::int`,
  );
  return found.rows[0]?.common ?? [];
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
      else if (count <= (ways[way]?.cheap ? mostCheap : mostFound)) found[way] = "long";
    }
  });
  return found;
}

const plans = (state: "on" | "off") => sql`
  SELECT set_config(name, ${state}, true)
  FROM unnest(ARRAY['enable_seqscan', 'enable_indexscan']) AS name`;
