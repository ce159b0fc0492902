import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { allowMinutes } from "@/lib/db/timeouts";
import { reachable } from "@/lib/members/reachable";
import { formerAmong, totalOf } from "@/lib/members/totals";
import { type SegmentContext, segmentWhere } from "./compile";
import { requireReferences } from "./references";
import { asSet, namesOnce } from "./sets";
import type { SegmentTree } from "./tree";
import { isEveryone, unwrap } from "./unwrap";

/** How many are in a segment, and to how many of them a broadcast may be sent. */
export type SegmentSize = { members: number; reachable: number };

/** For `FROM members m WHERE …`: everyone in a segment; null is everyone the leader has. */
export function membersOf(tree: SegmentTree | null, context: SegmentContext): SQL {
  return sql`m.leader_id = ${context.leaderId}::int AND ${tree ? segmentWhere(tree, context) : sql`true`}`;
}

/** The same, of those to whom a broadcast may be sent (members/reachable.ts). */
export function audienceOf(tree: SegmentTree | null, context: SegmentContext): SQL {
  return sql`${membersOf(tree, context)} AND ${reachable}`;
}

/** Most members that sets may name to be looked up as one list: more are quicker walked beside those who are not meant. */
const mostListed = 500_000;

/**
 * The exact number. "Everyone except …" is all members, whose number is kept (members/totals.ts), less the others. Where
 * only texts, tags, broadcasts or links say who is in it, their sets are put together first, and those they name are
 * counted less who left and who cannot be texted, both in an index alone (docs/scale.md): up to `most` as one list.
 */
export async function countSegment(
  tx: Tx,
  tree: SegmentTree | null,
  context: SegmentContext,
  most = mostListed,
): Promise<SegmentSize> {
  const { leaderId } = context;
  await requireReferences(tx, tree, context);
  const plain = tree && unwrap(tree, context);
  if (!plain || isEveryone(plain)) return sizeOf(tx, totalOf(leaderId));
  const turned = "not" in plain;
  const asked = turned ? plain.not : plain;
  const size = (counted: SQL, settings: string[]) =>
    sizeOf(tx, turned ? othersThan(counted, leaderId) : counted, settings);
  const set = asSet(asked, leaderId);
  if (!set) return size(countRows(asked, context), byKey);
  const named = namesOnce(asked) ? set : sql`SELECT DISTINCT n.member_id FROM (${set}) n`;
  if ((await expected(tx, named)) <= most) {
    const found = await size(countListed(named, leaderId, most), "and" in asked ? merging : byKey);
    if (found.members !== null) return found;
  }
  return size(countWalked(named, leaderId), walking);
}

/** Everyone but those who are counted: `null` of them stays null. */
const othersThan = (counted: SQL, leaderId: number) => sql`
  SELECT a.members - c.members AS members, a.reachable - c.reachable AS reachable
  FROM (${totalOf(leaderId)}) a, (${counted}) c`;

/**
 * Those a set names, each once, less who was taken out; of them can be texted all but those who cannot, who are few and
 * lie close together in an index of their own. `members` is null where the set names too many to be listed.
 */
function countListed(set: SQL, leaderId: number, most: number): SQL {
  const among = (id: SQL) => sql`${id} = ANY((SELECT ids FROM named)::bigint[])`;
  return sql`
    WITH named AS MATERIALIZED (SELECT ARRAY(SELECT n.member_id FROM (${set}) n LIMIT ${most + 1}) AS ids),
    there AS (
      SELECT cardinality(ids) - (${formerAmong(leaderId, among)}) AS members
      FROM named WHERE cardinality(ids) <= ${most})
    SELECT t.members, t.members - (
      SELECT count(*) FROM members m WHERE m.leader_id = ${leaderId}::int AND NOT ${reachable} AND ${among(sql`m.id`)}
    ) AS reachable
    FROM (SELECT) always LEFT JOIN there t ON true`;
}

/** How many rows the planner expects: a guess that may be far off, but costs nothing. */
async function expected(tx: Tx, set: SQL): Promise<number> {
  const found = await tx.execute<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>(
    sql`EXPLAIN (FORMAT JSON) ${set}`,
  );
  return found.rows[0]?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}

/** Those a set names, each of them once: walked beside those who left and those who cannot be texted. */
function countWalked(set: SQL, leaderId: number): SQL {
  return sql`
    SELECT count(*) FILTER (WHERE f.id IS NULL) AS members,
      count(*) FILTER (WHERE f.id IS NULL AND m.id IS NULL) AS reachable
    FROM (${set}) s
    LEFT JOIN former_members f ON f.leader_id = ${leaderId}::int AND f.id = s.member_id
    LEFT JOIN members m ON m.leader_id = ${leaderId}::int AND NOT ${reachable} AND m.id = s.member_id`;
}

const countRows = (tree: SegmentTree, context: SegmentContext) => sql`
  SELECT count(*) AS members, count(*) FILTER (WHERE ${reachable}) AS reachable
  FROM members m WHERE ${membersOf(tree, context)}`;

/** Where sets stand beside what a member's row says, members are read in the order of their keys, not as hashing left them. */
const byKey = ["enable_hashagg = off"];
/**
 * A set that is taken from another is walked beside it in the order of the keys: hashing two million tags, even on two
 * processors, takes twice as long as reading them in order from their index (docs/scale.md).
 */
const merging = [...byKey, "enable_hashjoin = off", "enable_nestloop = off", "max_parallel_workers_per_gather = 0"];
/** Millions are read in the order of their keys from the first to the last, by as many processes as there are. */
const walking = [...byKey, "enable_hashjoin = off", "enable_nestloop = off", "enable_seqscan = off"];

async function sizeOf(tx: Tx, counted: SQL, settings = byKey): Promise<SegmentSize> {
  return tx.transaction(async (one) => {
    // Twenty million members on a busy machine may take longer than a statement of a screen should.
    await allowMinutes(one, 10);
    for (const setting of settings) await one.execute(sql.raw(`SET LOCAL ${setting}`));
    const found = await one.execute<SegmentSize>(counted);
    // Within a larger transaction the settings would outlive this question.
    for (const setting of settings) await one.execute(sql.raw(`SET LOCAL ${setting.split(" = ")[0]} TO DEFAULT`));
    return found.rows[0] as SegmentSize;
  });
}
