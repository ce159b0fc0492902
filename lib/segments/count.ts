import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { reachable } from "@/lib/members/reachable";
import { type SegmentContext, segmentWhere } from "./compile";
import type { SegmentTree } from "./tree";

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

/**
 * The exact number. Where a set of texts, tags or clicks says who is in it, members are looked up in the order of their
 * keys, not in that in which hashing left them: those who stand together are read together (docs/scale.md).
 */
export async function countSegment(tx: Tx, tree: SegmentTree | null, context: SegmentContext): Promise<SegmentSize> {
  return tx.transaction(async (one) => {
    await one.execute(sql`SET LOCAL enable_hashagg = off`);
    const found = await one.execute<SegmentSize>(sql`
      SELECT count(*) AS members, count(*) FILTER (WHERE ${reachable}) AS reachable
      FROM members m WHERE ${membersOf(tree, context)}`);
    // Within a larger transaction the setting would outlive this question.
    await one.execute(sql`SET LOCAL enable_hashagg TO DEFAULT`);
    return found.rows[0] as SegmentSize;
  });
}
