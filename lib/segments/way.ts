import type { Way } from "@/lib/members/ways";
import { type SegmentContext, segmentWhere } from "./compile";
import { asSet } from "./sets";
import type { SegmentTree } from "./tree";
import { unwrap } from "./unwrap";

/**
 * How a page of a segment finds its members where texts, tags, broadcasts or links alone say who is in it: by its sets, or
 * by asking each row of the page's order. Null where what a member's row says decides: the planner knows best.
 */
export function segmentWay(tree: SegmentTree, context: SegmentContext): Way | null {
  const find = asSet(unwrap(tree, context), context.leaderId);
  return find && { find, holds: segmentWhere(tree, { ...context, each: true }) };
}
