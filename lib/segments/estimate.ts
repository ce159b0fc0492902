import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { reachable } from "@/lib/members/reachable";
import { sampled, sampleShare } from "@/lib/members/sample";
import { type SegmentContext, segmentWhere } from "./compile";
import { countSegment, type SegmentSize } from "./count";
import { requireReferences } from "./references";
import type { SegmentTree } from "./tree";

/** Rows looked at for an estimate: a tenth of the members is then found to about ±4 %. */
export const looked = 6_000;
/** Leaders with fewer rows than this in the sample are counted at once. */
const tooFew = 2_000;

export type Estimate = SegmentSize & {
  /** True where it was quicker to count. */
  exact: boolean;
};

/**
 * About how many are in a segment, from a sample of the table's pages that stays the same from one keystroke to the next:
 * some ten milliseconds at any number of members (docs/scale.md). A leader of few members is counted.
 */
export async function estimateSegment(tx: Tx, tree: SegmentTree | null, context: SegmentContext): Promise<Estimate> {
  await requireReferences(tx, tree, context);
  const share = await sampleShare(tx, looked);
  if (share !== null) {
    const where = tree ? segmentWhere(tree, { ...context, each: true }) : sql`true`;
    const found = await tx.execute<{ seen: number; members: number; reachable: number }>(sql`
      SELECT count(*) AS seen, count(*) FILTER (WHERE found) AS members,
        count(*) FILTER (WHERE found AND reachable) AS reachable
      FROM (SELECT (${where}) AS found, ${reachable} AS reachable
        FROM ${sampled(share)} WHERE m.leader_id = ${context.leaderId}::int OFFSET 0) s`);
    const [counted] = found.rows;
    if (counted && counted.seen >= tooFew) {
      return { members: grown(counted.members, share), reachable: grown(counted.reachable, share), exact: false };
    }
  }
  return { ...(await countSegment(tx, tree, context)), exact: true };
}

/** From the sample to the whole, to two digits: more would promise what a sample cannot keep. */
function grown(found: number, share: number): number {
  const whole = (found * 100) / share;
  return whole < 100 ? Math.round(whole) : Number(whole.toPrecision(2));
}
