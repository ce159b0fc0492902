import { z } from "zod";
import type { SegmentTree } from "@/lib/segments/tree";

/** Who should get it, as the composer shows it: all of these taken together, without those. Nothing included: everyone. */
export type Choice = { include: SegmentTree[]; exclude: SegmentTree[] };

export const everyone: Choice = { include: [], exclude: [] };

/** The choice as an audience is stored; null is everyone. */
export function treeOf({ include, exclude }: Choice): SegmentTree | null {
  const those = include.length > 0 ? [oneOf(include)] : [];
  const without: SegmentTree[] = exclude.length > 0 ? [{ not: oneOf(exclude) }] : [];
  if (those.length + without.length === 0) return null;
  return { and: [...those, ...without] };
}

const oneOf = (trees: SegmentTree[]): SegmentTree => ({ or: trees });

/** A stored audience as a choice; a tree of another form stands as one thing included. */
export function choiceOf(tree: SegmentTree | null): Choice {
  if (tree === null || ("is" in tree && tree.is === "everyone")) return everyone;
  if (!("and" in tree)) return { include: [tree], exclude: [] };
  const choice: Choice = { include: [], exclude: [] };
  for (const [at, part] of tree.and.entries()) {
    if ("or" in part && at === 0) choice.include.push(...part.or);
    else if ("not" in part && "or" in part.not && at === tree.and.length - 1) choice.exclude.push(...part.not.or);
    else return { include: [tree], exclude: [] };
  }
  return choice;
}

export const slices = ["delivered", "failed", "answered", "not_answered", "clicked", "not_clicked"] as const;
export type Slice = (typeof slices)[number];

/** Any part of what came of a broadcast, as its report shows it. */
export const cut = z.discriminatedUnion("by", [
  z.object({ by: z.literal("slice"), slice: z.enum(slices) }),
  z.object({
    by: z.literal("reason"),
    state: z.enum(["failed", "withheld", "dropped"]),
    code: z.string().max(80).nullable(),
    words: z.string().max(1_000).nullable(),
  }),
  /** Of those it left for: who is in a state or province, as its two letters. */
  z.object({ by: z.literal("state"), state: z.string().regex(/^[A-Z]{2}$/) }),
  /** The hour that begins then; ISO. */
  z.object({
    by: z.literal("hour"),
    did: z.enum(["delivered", "answered", "clicked"]),
    at: z.iso.datetime({ offset: true }),
  }),
]);
export type Cut = z.output<typeof cut>;

/** The members of such a part, as a segment: it stays true while more comes in. */
export function cutOf(broadcastId: number, wish: Cut): SegmentTree {
  switch (wish.by) {
    case "slice":
      return sliceOf(broadcastId, wish.slice);
    case "reason":
      return {
        is: "broadcast",
        broadcastId,
        did: wish.state,
        reason: { code: wish.code, words: wish.words },
      };
    case "state":
      return {
        and: [
          { is: "broadcast", broadcastId, did: "sent" },
          { is: "region", any: [wish.state] },
        ],
      };
    case "hour":
      return { is: "broadcast", broadcastId, did: wish.did, hour: wish.at };
  }
}

/** Those who did, or did not do, something with a broadcast that left for them. */
export function sliceOf(broadcastId: number, slice: Slice): SegmentTree {
  const that = (did: "sent" | "delivered" | "failed" | "answered" | "clicked"): SegmentTree => ({
    is: "broadcast",
    broadcastId,
    did,
  });
  switch (slice) {
    case "not_answered":
      return { and: [that("sent"), { not: that("answered") }] };
    case "not_clicked":
      return { and: [that("sent"), { not: that("clicked") }] };
    default:
      return that(slice);
  }
}

export type Part = { kind: "segment"; segmentId: number } | { kind: "cut"; broadcastId: number; cut: Cut };

/** What a part of a choice is about, where it is one of ours; null: a selection of another kind. */
export function readPart(tree: SegmentTree): Part | null {
  if ("is" in tree) {
    if (tree.is === "segment") return { kind: "segment", segmentId: tree.segmentId };
    return tree.is === "broadcast" ? cutIn(tree) : null;
  }
  if (!("and" in tree) || tree.and.length !== 2) return null;
  const [sent, other] = tree.and;
  if (!sent || !("is" in sent) || sent.is !== "broadcast" || sent.did !== "sent" || !other) return null;
  const { broadcastId } = sent;
  if ("is" in other) {
    const [state] = other.is === "region" ? other.any : [];
    return state ? { kind: "cut", broadcastId, cut: { by: "state", state } } : null;
  }
  if (!("not" in other) || !("is" in other.not) || other.not.is !== "broadcast") return null;
  const { did } = other.not;
  if (broadcastId !== other.not.broadcastId || (did !== "answered" && did !== "clicked")) return null;
  const slice = did === "answered" ? "not_answered" : "not_clicked";
  return { kind: "cut", broadcastId, cut: { by: "slice", slice } };
}

/** One thing that was, or happened, with a broadcast. */
function cutIn({ broadcastId, did, reason, hour }: Extract<SegmentTree, { is: "broadcast" }>): Part | null {
  const part = (cut: Cut): Part => ({ kind: "cut", broadcastId, cut });
  if (reason && (did === "failed" || did === "withheld" || did === "dropped"))
    return part({ by: "reason", state: did, ...reason });
  if (hour && (did === "delivered" || did === "answered" || did === "clicked"))
    return part({ by: "hour", did, at: hour });
  const slice = slices.find((one) => one === did);
  return slice && !reason && !hour ? part({ by: "slice", slice }) : null;
}

/** Two parts of a choice that are the same. */
export const samePart = (one: SegmentTree, other: SegmentTree) => JSON.stringify(one) === JSON.stringify(other);
