import { isDeepStrictEqual } from "node:util";
import type { Tx } from "@/lib/db/client";
import { addSegment, segmentsOf } from "./queries";
import type { SegmentTree } from "./tree";

/** The list of a tag: the saved segment of all who carry it, made with the tag's name where there is none yet. Its id. */
export async function listOf(tx: Tx, leaderId: number, tag: { id: number; name: string }): Promise<number> {
  const tree: SegmentTree = { is: "tag", any: [tag.id] };
  const known = (await segmentsOf(tx, leaderId)).find((one) => isDeepStrictEqual(one.tree, tree));
  return known?.id ?? addSegment(tx, leaderId, tag.name, tree);
}
