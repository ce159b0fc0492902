import { z } from "zod";
import { bigintId, integerId } from "@/lib/db/ids";

/** A day in the leader's zone, YYYY-MM-DD. */
const day = z.iso.date("A day is written like 2026-11-24.");
const ids = z.array(integerId).min(1).max(500);
const words = z.array(z.string().trim().min(1).max(100)).min(1).max(500);

/**
 * One condition on a member. Ages in years, miles as the crow flies, days in the leader's zone (both ends included;
 * null leaves an end open).
 */
export const condition = z.discriminatedUnion("is", [
  z.object({ is: z.literal("everyone") }),
  z.object({ is: z.literal("age"), from: z.int().min(0).max(120).nullable(), to: z.int().min(0).max(120).nullable() }),
  /** Birthday today or within the next `days` days. */
  z.object({ is: z.literal("birthday"), days: z.int().min(0).max(366) }),
  z.object({ is: z.literal("city"), any: words }),
  /** State, province or territory, as its two letters. */
  z.object({ is: z.literal("region"), any: words }),
  /** Whole codes or their beginnings ("606", "M5V"). */
  z.object({ is: z.literal("postal_code"), any: words }),
  /** Within `miles` of the middle of a postal code or a place; latitude and longitude in degrees. */
  z.object({
    is: z.literal("near"),
    place: z.string().min(1).max(120),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    miles: z.number().positive().max(500),
  }),
  z.object({
    is: z.literal("area_code"),
    any: z
      .array(z.string().regex(/^\d{3}$/))
      .min(1)
      .max(500),
  }),
  z.object({ is: z.literal("gender"), any: words }),
  z.object({ is: z.literal("language"), any: z.array(z.enum(["en", "es"])).min(1) }),
  z.object({
    is: z.literal("field"),
    fieldId: integerId,
    test: z.discriminatedUnion("op", [
      z.object({ op: z.literal("known") }),
      z.object({ op: z.literal("any"), values: words }),
      z.object({ op: z.literal("number"), from: z.number().nullable(), to: z.number().nullable() }),
      z.object({ op: z.literal("day"), from: day.nullable(), to: day.nullable() }),
      z.object({ op: z.literal("yes_no"), yes: z.boolean() }),
    ]),
  }),
  z.object({ is: z.literal("tag"), any: ids }),
  /** Texted all of these words, in any text they ever sent. */
  z.object({ is: z.literal("keyword"), words: z.string().trim().min(1).max(200) }),
  z.object({ is: z.literal("joined"), from: day.nullable(), to: day.nullable() }),
  z.object({ is: z.literal("joined_within"), days: z.int().min(1).max(3650) }),
  z.object({ is: z.literal("last_text"), from: day.nullable(), to: day.nullable() }),
  z.object({ is: z.literal("last_text_within"), days: z.int().min(1).max(3650) }),
  z.object({ is: z.literal("texts"), from: z.int().min(0).nullable(), to: z.int().min(0).nullable() }),
  z.object({
    is: z.literal("broadcast"),
    broadcastId: integerId,
    did: z.enum(["sent", "delivered", "failed", "answered", "clicked", "withheld", "dropped"]),
    /** Only for this reason, as the report of the broadcast names it. */
    reason: z.object({ code: z.string().max(80).nullable(), words: z.string().max(1_000).nullable() }).optional(),
    /** Only within the hour that begins then. */
    hour: z.iso.datetime({ offset: true }).optional(),
  }),
  z.object({ is: z.literal("link"), linkId: integerId }),
  z.object({
    is: z.literal("status"),
    any: z.array(z.enum(["new", "invited", "active", "opted_out", "abroad"])).min(1),
  }),
  /** The carrier reaches the number, as far as is known. */
  z.object({ is: z.literal("carrier"), reaches: z.boolean() }),
  z.object({ is: z.literal("starred") }),
  z.object({ is: z.literal("members"), ids: z.array(bigintId).min(1).max(10_000) }),
  z.object({ is: z.literal("segment"), segmentId: integerId }),
]);
export type Condition = z.output<typeof condition>;

/** and: all of them. or: any of them. not: everyone but those below. An empty `and` is everyone, an empty `or` nobody. */
export type SegmentTree = { and: SegmentTree[] } | { or: SegmentTree[] } | { not: SegmentTree } | Condition;

/** Groups within groups, and conditions in all: past these nobody can read a segment, nor the database plan it. */
export const deepest = 6;
export const mostConditions = 100;

/** A tree of any size: what a screen may show, to say that it is too large, but nobody saves or counts. */
export const treeOfAnySize: z.ZodType<SegmentTree> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(treeOfAnySize) }),
    z.strictObject({ or: z.array(treeOfAnySize) }),
    z.strictObject({ not: treeOfAnySize }),
    condition,
  ]),
);

/** A segment's conditions as they come from a screen or the database. */
export const segmentTree = treeOfAnySize.superRefine((tree, context) => {
  const { depth, conditions } = measureTree(tree);
  if (depth > deepest) {
    context.addIssue({
      code: "custom",
      message: `Groups may stand ${deepest} deep at most; these stand ${depth} deep.`,
    });
  }
  if (conditions > mostConditions) {
    context.addIssue({
      code: "custom",
      message: `A segment may have ${mostConditions} conditions at most; this one has ${conditions}.`,
    });
  }
});

/** What stands directly in a group, or null for a condition. */
export function childrenOf(tree: SegmentTree): SegmentTree[] | null {
  if ("and" in tree) return tree.and;
  if ("or" in tree) return tree.or;
  return "not" in tree ? [tree.not] : null;
}

/** How deep groups stand in each other, and how many conditions there are. */
export function measureTree(tree: SegmentTree): { depth: number; conditions: number } {
  const children = childrenOf(tree);
  if (!children) return { depth: 0, conditions: 1 };
  const inner = children.map(measureTree);
  return {
    depth: 1 + Math.max(0, ...inner.map((one) => one.depth)),
    conditions: inner.reduce((sum, one) => sum + one.conditions, 0),
  };
}
