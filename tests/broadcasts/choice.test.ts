import { describe, expect, test } from "vitest";
import { type Cut, choiceOf, cutOf, everyone, readPart, sliceOf, slices, treeOf } from "@/lib/broadcasts/choice";
import { type SegmentTree, segmentTree } from "@/lib/segments/tree";

const vips: SegmentTree = { is: "segment", segmentId: 4 };
const gary: SegmentTree = { is: "city", any: ["Gary"] };

describe("who should get it", () => {
  test("everyone is stored as nothing", () => {
    expect(treeOf(everyone)).toBeNull();
    expect(choiceOf(null)).toEqual(everyone);
  });

  test.each([
    { include: [vips], exclude: [] },
    { include: [], exclude: [gary] },
    { include: [vips, gary], exclude: [sliceOf(9, "not_answered"), vips] },
    { include: [sliceOf(9, "not_clicked")], exclude: [] },
  ])("a choice is stored as a segment's tree and read back (%#)", (choice) => {
    const tree = treeOf(choice);
    expect(segmentTree.parse(tree)).toEqual(tree);
    expect(choiceOf(tree)).toEqual(choice);
  });

  test("a tree of another form is one thing, whole", () => {
    for (const tree of [vips, { or: [vips, gary] }, { and: [vips, gary] }, { not: vips }] as SegmentTree[])
      expect(choiceOf(tree)).toEqual({ include: [tree], exclude: [] });
  });

  test("slices of a broadcast are known again", () => {
    for (const slice of slices)
      expect(readPart(sliceOf(9, slice))).toEqual({ kind: "cut", broadcastId: 9, cut: { by: "slice", slice } });
    expect(readPart(vips)).toEqual({ kind: "segment", segmentId: 4 });
    expect(readPart(gary)).toBeNull();
    expect(readPart({ and: [vips, { not: gary }] })).toBeNull();
  });

  test.each<Cut>([
    { by: "reason", state: "failed", code: "1170", words: "The number is dead." },
    { by: "reason", state: "withheld", code: null, words: null },
    { by: "state", state: "IL" },
    { by: "hour", did: "answered", at: "2026-11-24T18:00:00.000Z" },
  ])("a row of a report is known again: by $by", (cut) => {
    expect(readPart(cutOf(9, cut))).toEqual({ kind: "cut", broadcastId: 9, cut });
  });

  test("who did not answer are only those to whom it went", () => {
    expect(sliceOf(9, "not_answered")).toEqual({
      and: [
        { is: "broadcast", broadcastId: 9, did: "sent" },
        { not: { is: "broadcast", broadcastId: 9, did: "answered" } },
      ],
    });
  });
});
