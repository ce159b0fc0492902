import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import type { SegmentContext } from "./compile";
import { checkTree } from "./load";
import { SegmentProblem } from "./problem";
import { addSegment, changeSegment, countSegments, mostSegments, segmentById } from "./queries";
import { countSaved } from "./sizes";
import type { SegmentTree } from "./tree";

export const segmentName = z
  .string()
  .transform((text) =>
    text
      .toWellFormed()
      .replace(/\p{Cc}/gu, " ")
      .replace(/\s+/g, " ")
      .trim(),
  )
  .pipe(
    z
      .string()
      .min(1, "Give the segment a name, so that you find it again.")
      .max(80, "A name may have 80 letters at most."),
  );

/**
 * Saves a segment under a name, a new one where `id` is null, and counts it. Answers its id; null where there is no such
 * segment. Throws SegmentProblem where it would stand in a circle, or there are too many.
 */
export async function saveSegment(
  tx: Tx,
  { id, name, tree }: { id: number | null; name: string; tree: SegmentTree },
  context: SegmentContext,
): Promise<number | null> {
  await checkTree(tx, tree, id, context);
  if (id === null && (await countSegments(tx, context.leaderId)) >= mostSegments) {
    throw new SegmentProblem(`There are ${mostSegments} segments already. Delete one that nobody uses.`);
  }
  if (id !== null && !(await changeSegment(tx, context.leaderId, id, { name, tree }))) return null;
  const saved = id ?? (await addSegment(tx, context.leaderId, name, tree));
  await countSaved(tx, [{ id: saved, tree }], context);
  return saved;
}

/** Makes a second segment of the same conditions; null where there is no such segment. */
export async function duplicateSegment(tx: Tx, id: number, context: SegmentContext): Promise<number | null> {
  const original = await segmentById(tx, context.leaderId, id);
  if (!original) return null;
  return saveSegment(tx, { id: null, name: `${original.name.slice(0, 73)} (copy)`, tree: original.tree }, context);
}
