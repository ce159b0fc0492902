import { type SegmentContext, segmentWhere } from "./compile";
import type { SegmentTree } from "./tree";

/**
 * The same people said more plainly, for counting: saved segments in their places, groups of one opened, no "not" of a
 * "not", and "neither a nor b" as "not (a or b)", so that "everyone except …" shows as a `not` at the very top.
 * Throws SegmentProblem as segmentWhere does.
 */
export function unwrap(tree: SegmentTree, context: SegmentContext): SegmentTree {
  // Refuses circles, missing segments and trees that are too large.
  segmentWhere(tree, context);
  return said(tree, context.segments);
}

function said(tree: SegmentTree, segments: ReadonlyMap<number, SegmentTree>): SegmentTree {
  if ("not" in tree) return opposite(said(tree.not, segments));
  if ("and" in tree) return all(tree.and.map((one) => said(one, segments)));
  // Either of them is: not that neither is.
  if ("or" in tree) return opposite(all(tree.or.map((one) => opposite(said(one, segments)))));
  if (tree.is === "everyone") return everyone;
  // Nearly everybody's number lives: those few whose does not have an index of their own.
  if (tree.is === "carrier" && tree.reaches) return { not: { is: "carrier", reaches: false } };
  if (tree.is !== "segment") return tree;
  return said(segments.get(tree.segmentId) ?? nobody, segments);
}

const everyone: SegmentTree = { and: [] };
const nobody: SegmentTree = { not: everyone };
export const isEveryone = (tree: SegmentTree): boolean => "and" in tree && tree.and.length === 0;

const opposite = (tree: SegmentTree): SegmentTree => ("not" in tree ? tree.not : { not: tree });

/** Parts that are unwrapped already, all of which must be true. */
function all(parts: SegmentTree[]): SegmentTree {
  const opened = parts.flatMap((one) => ("and" in one ? one.and : [one]));
  const [first] = opened;
  if (!first) return everyone;
  if (opened.length === 1) return first;
  const left = opened.map((one) => ("not" in one ? one.not : null));
  if (left.some((one) => one && isEveryone(one))) return nobody;
  const out = left.filter((one) => one !== null);
  return out.length === opened.length
    ? { not: { or: out.flatMap((one) => ("or" in one ? one.or : [one])) } }
    : { and: opened };
}
