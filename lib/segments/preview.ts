import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { reachable } from "@/lib/members/reachable";
import { sampled, sampleShare } from "@/lib/members/sample";
import type { SegmentContext } from "./compile";
import { membersOf } from "./count";
import { looked } from "./estimate";
import { requireReferences } from "./references";
import type { SegmentTree } from "./tree";

export type Example = {
  id: number;
  firstName: string | null;
  lastName: string | null;
  phone: string;
  city: string | null;
  state: string | null;
  /** May be sent a broadcast. */
  reachable: boolean;
};

const five = 5;

/**
 * Five members of a segment, or all of fewer. Of a large segment they come from the sample the estimate looks at, so that
 * they are there at once; only where that holds fewer than five is the whole table asked.
 */
export async function previewSegment(tx: Tx, tree: SegmentTree | null, context: SegmentContext): Promise<Example[]> {
  await requireReferences(tx, tree, context);
  const share = await sampleShare(tx, looked);
  if (share !== null) {
    const examples = await from(tx, sampled(share), tree, { ...context, each: true });
    if (examples.length === five) return examples;
  }
  return from(tx, sql`members m`, tree, context);
}

async function from(tx: Tx, source: SQL, tree: SegmentTree | null, context: SegmentContext): Promise<Example[]> {
  const found = await tx.execute<Example>(sql`
    SELECT m.id, m.first_name AS "firstName", m.last_name AS "lastName", m.phone, m.city, m.state,
      ${reachable} AS reachable
    FROM ${source} WHERE ${membersOf(tree, context)} LIMIT ${five}`);
  return found.rows;
}
