import { desc, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type SegmentContext, segmentWhere } from "./compile";
import { requireReferences } from "./references";
import { segments } from "./table";
import type { SegmentTree } from "./tree";

/**
 * The trees of a leader's saved segments by id. Deleted segments are archived and included: a scheduled broadcast or
 * another segment that refers to one keeps its meaning.
 */
export async function loadSegments(tx: Tx, leaderId: number): Promise<Map<number, SegmentTree>> {
  const rows = await tx
    .select({ id: segments.id, tree: segments.tree })
    .from(segments)
    .where(eq(segments.leaderId, leaderId))
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
 * Throws SegmentProblem where a tree cannot be what the segment `id` (null: a new one) is made of: it would contain
 * itself, it names something that does not exist, or it is too large.
 */
export async function checkTree(tx: Tx, tree: SegmentTree, id: number | null, context: SegmentContext): Promise<void> {
  await requireReferences(tx, tree, context);
  const segments = id === null ? context.segments : new Map(context.segments).set(id, tree);
  segmentWhere(id === null ? tree : { is: "segment", segmentId: id }, { ...context, segments });
}
