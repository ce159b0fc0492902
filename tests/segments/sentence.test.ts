import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionPart, draftOf, exceptToo, treeOf } from "@/components/segments/draft";
import { type Names, sentence } from "@/lib/segments/sentence";
import { type SegmentTree, segmentTree } from "@/lib/segments/tree";
import { tree } from "./made-up";
import { isIn, type Person } from "./plainly";

const names: Names = {
  tags: new Map([[1, "Press"]]),
  fields: new Map([[5, "Shirt"]]),
  segments: new Map([[2, "Voters"]]),
  broadcasts: new Map([[3, "Doors at eight"]]),
  links: new Map(),
};

describe("a segment as a sentence", () => {
  it.each<[SegmentTree, string]>([
    [{ and: [] }, "Everyone"],
    [
      {
        and: [
          { is: "region", any: ["IL"] },
          { is: "age", from: 18, to: 24 },
        ],
      },
      "Those in Illinois and aged 18 to 24",
    ],
    [{ not: { is: "tag", any: [1] } }, "Those not tagged “Press”"],
    [
      {
        and: [
          {
            not: {
              or: [
                { is: "tag", any: [1] },
                { is: "age", from: null, to: 20 },
              ],
            },
          },
        ],
      },
      "Everyone except those tagged “Press” or aged 20 or less",
    ],
    [
      { or: [{ is: "joined_within", days: 1 }, { and: [{ is: "starred" }, { is: "language", any: ["es"] }] }] },
      "Those who joined in the last 1 day or (with a star and who speak Spanish)",
    ],
    [{ is: "broadcast", broadcastId: 3, did: "answered" }, "Those who answered “Doors at eight”"],
    [{ not: { is: "segment", segmentId: 9 } }, "Those not in the segment “one that is gone”"],
    [{ is: "field", fieldId: 5, test: { op: "any", values: ["M", "L"] } }, "Those whose “Shirt” is M or L"],
    [{ is: "joined", from: "2026-01-01", to: null }, "Those who joined since Jan 1, 2026"],
  ])("%j", (one, words) => expect(sentence(one, names)).toBe(words));
});

describe("a segment in the builder", () => {
  /** Nobody in particular: enough to tell trees apart that mean different things. */
  const who: Person = {
    id: 1,
    phone: "+13125551000",
    status: "active",
    birthDate: "2000-02-29",
    city: "Gary",
    state: "IN",
    postalCode: null,
    latitude: null,
    longitude: null,
    gender: null,
    language: "en",
    custom: { 1: "Red" },
    joinedAt: new Date("2026-11-20T12:00:00Z"),
    lastInboundAt: null,
    inboundCount: 2,
    unreachable: false,
    starred: true,
    muted: false,
    tags: [1],
    texts: ["vote"],
    deliveries: [],
    links: [],
  };
  const world = { now: new Date("2026-11-24T12:00:00Z"), timeZone: "America/Chicago", segments: new Map() };

  it("comes out as it went in, but for groups of nothing", () => {
    fc.assert(
      fc.property(tree, (one) => {
        fc.pre(segmentTree.safeParse(one).success && !/"(and|or)":\[\]/.test(JSON.stringify(one)));
        const out = treeOf(draftOf(one));
        expect(out.unfinished).toBe(0);
        expect(isIn(out.tree, who, world)).toBe(isIn(one, who, world));
      }),
      { numRuns: 300 },
    );
  });

  it("leaves out what is not finished, and counts it", () => {
    const unfinished: SegmentTree = {
      and: [{ is: "starred" }, { is: "city", any: [] }, { not: { or: [{ is: "tag", any: [] }] } }],
    };
    expect(treeOf(draftOf(unfinished))).toEqual({ tree: { and: [{ is: "starred" }] }, unfinished: 2 });
    expect(treeOf(draftOf(null))).toEqual({ tree: { and: [] }, unfinished: 0 });
  });

  it("gathers exceptions in one group, whatever stood there before", () => {
    const texas = conditionPart({ is: "region", any: ["TX"] });
    const press = conditionPart({ is: "tag", any: [1] });
    const start = draftOf({ or: [{ is: "starred" }, { is: "birthday", days: 7 }] });
    expect(treeOf(exceptToo(exceptToo(start, texas), press)).tree).toEqual({
      and: [
        { or: [{ is: "starred" }, { is: "birthday", days: 7 }] },
        {
          not: {
            or: [
              { is: "region", any: ["TX"] },
              { is: "tag", any: [1] },
            ],
          },
        },
      ],
    });
  });
});
