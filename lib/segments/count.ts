import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { reachable } from "@/lib/members/reachable";
import { formerAmong, totalOf } from "@/lib/members/totals";
import { type SegmentContext, segmentWhere } from "./compile";
import { asSet } from "./sets";
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

/** Most members that sets may name to be looked up as one list: past these it takes more memory than it saves time. */
const mostListed = 1_000_000;

/**
 * The exact number. "Everyone except …" is all members, whose number is kept (members/totals.ts), less the others. Where
 * only texts, tags, broadcasts or links say who is in it, their sets are put together first, and those they name are
 * looked up as one list in the order of their keys, in the key's index alone (docs/scale.md). `most` are listed so.
 */
export async function countSegment(
  tx: Tx,
  tree: SegmentTree | null,
  context: SegmentContext,
  most = mostListed,
): Promise<SegmentSize> {
  const { leaderId } = context;
  const plain = tree && unwrap(tree, context);
  if (!plain || isEveryone(plain)) return sizeOf(tx, totalOf(leaderId));
  const turned = "not" in plain;
  const asked = turned ? plain.not : plain;
  const size = (counted: SQL, merged = false) =>
    sizeOf(tx, turned ? othersThan(counted, leaderId) : counted, merged ? merging : byKey);
  const set = asSet(asked, leaderId);
  if (set) {
    const found = await size(countListed(set, leaderId, most), "and" in asked);
    if (found.members !== null) return found;
  }
  return size(countRows(asked, context));
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
      SELECT (SELECT count(DISTINCT id) FROM unnest(ids) id)
        - (${formerAmong(leaderId, among)}) AS members
      FROM named WHERE cardinality(ids) <= ${most})
    SELECT t.members, t.members - (
      SELECT count(*) FROM members m WHERE m.leader_id = ${leaderId}::int AND NOT ${reachable} AND ${among(sql`m.id`)}
    ) AS reachable
    FROM (SELECT) always LEFT JOIN there t ON true`;
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
const merging = [...byKey, "enable_hashjoin = off", "max_parallel_workers_per_gather = 0"];

async function sizeOf(tx: Tx, counted: SQL, settings = byKey): Promise<SegmentSize> {
  return tx.transaction(async (one) => {
    for (const setting of settings) await one.execute(sql.raw(`SET LOCAL ${setting}`));
    const found = await one.execute<SegmentSize>(counted);
    // Within a larger transaction the settings would outlive this question.
    for (const setting of settings) await one.execute(sql.raw(`SET LOCAL ${setting.split(" = ")[0]} TO DEFAULT`));
    return found.rows[0] as SegmentSize;
  });
}
