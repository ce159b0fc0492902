import { and, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type SegmentContext, segmentWhere } from "./compile";
import { SegmentProblem } from "./problem";
import { segments } from "./table";
import type { SegmentTree } from "./tree";

/** The trees of a leader's saved segments by id; deleted ones are left out. */
export async function loadSegments(tx: Tx, leaderId: number): Promise<Map<number, SegmentTree>> {
  const rows = await tx
    .select({ id: segments.id, tree: segments.tree })
    .from(segments)
    .where(and(eq(segments.leaderId, leaderId), isNull(segments.deletedAt)))
    .orderBy(desc(segments.id));
  return new Map(rows.map((row) => [row.id, row.tree]));
}

/** What segments are compiled with, for a leader at a moment. */
export async function segmentContext(
  tx: Tx,
  leader: { id: number; timeZone: string },
  now: Date,
): Promise<SegmentContext> {
  return { leaderId: leader.id, timeZone: leader.timeZone, now, segments: await loadSegments(tx, leader.id) };
}

/**
 * Throws SegmentProblem where a tree cannot be what the segment `id` (null: a new one) is made of: in a circle with
 * itself, made of a segment that is not there, or too large.
 */
export function checkTree(tree: SegmentTree, id: number | null, context: SegmentContext): void {
  const missing = segmentsIn(tree).find((one) => !context.segments.has(one));
  if (missing !== undefined) {
    throw new SegmentProblem(
      "A segment this one is made of is not there any more. Take it out, or undo its deletion.",
      { gone: true },
    );
  }
  const segments = id === null ? context.segments : new Map(context.segments).set(id, tree);
  segmentWhere(id === null ? tree : { is: "segment", segmentId: id }, { ...context, segments });
}

/** The ids of the saved segments that stand in a tree, each once. */
export function segmentsIn(tree: SegmentTree): number[] {
  if ("and" in tree) return [...new Set(tree.and.flatMap(segmentsIn))];
  if ("or" in tree) return [...new Set(tree.or.flatMap(segmentsIn))];
  if ("not" in tree) return segmentsIn(tree.not);
  return tree.is === "segment" ? [tree.segmentId] : [];
}
