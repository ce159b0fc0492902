import { type SQL, sql } from "drizzle-orm";
import { type Context, conditionWhere } from "./conditions";
import { missingReference, SegmentProblem } from "./problem";
import { inSets, isSet } from "./sets";
import type { Condition, SegmentTree } from "./tree";

/** Whose members, when and where it is, and the trees of the leader's saved segments by id (load.ts). */
export type SegmentContext = Context & { segments: ReadonlyMap<number, SegmentTree> };

/** Conditions in all once saved segments have taken their places: past this the database could not plan it. */
export const mostUnfolded = 400;

/**
 * A tree as a boolean SQL expression over a row `m` of members, with bound values only. The one place where this is
 * done: counts, previews, exports, broadcasts and automations all ask here. Add `m.leader_id = …` yourself, or take
 * `membersOf` (count.ts). Throws SegmentProblem where segments stand in each other in a circle or are too many.
 */
export function segmentWhere(tree: SegmentTree, context: SegmentContext): SQL {
  return unfold(tree, { context, path: [], seen: { conditions: 0 } });
}

type Unfolding = { context: SegmentContext; path: number[]; seen: { conditions: number } };

function unfold(tree: SegmentTree, at: Unfolding): SQL {
  if ("and" in tree) return group(tree.and, sql` AND `, sql`true`, at);
  if ("or" in tree) return anyOf(tree.or, at);
  // What is not known is not true: who has no birth date is among "not 18 to 24".
  if ("not" in tree)
    return neverNull(tree.not) ? sql`NOT ${unfold(tree.not, at)}` : sql`(${unfold(tree.not, at)}) IS NOT TRUE`;
  countIn(at, 1);
  return tree.is === "segment" ? nested(tree.segmentId, at) : conditionWhere(tree, at.context);
}

function group(trees: SegmentTree[], word: SQL, empty: SQL, at: Unfolding): SQL {
  if (trees.length === 0) return empty;
  return sql`(${sql.join(
    trees.map((tree) => unfold(tree, at)),
    word,
  )})`;
}

/** Tags, texts, broadcasts and links of an OR are gathered into one question (sets.ts). */
function anyOf(trees: SegmentTree[], at: Unfolding): SQL {
  const sets = trees.filter(isSet);
  if (sets.length < 2) return group(trees, sql` OR `, sql`false`, at);
  countIn(at, sets.length);
  const rest = trees.filter((tree) => !isSet(tree));
  const gathered = inSets(sets, at.context);
  return rest.length === 0 ? gathered : sql`(${gathered} OR ${group(rest, sql` OR `, sql`false`, at)})`;
}

function countIn(at: Unfolding, conditions: number): void {
  at.seen.conditions += conditions;
  if (at.seen.conditions <= mostUnfolded) return;
  throw new SegmentProblem(
    `With the segments it is made of, this one has more than ${mostUnfolded} conditions. Leave some out.`,
  );
}

/** A saved segment's own conditions in its place. Throws where there is no such segment: "not <missing>" is not everyone. */
function nested(segmentId: number, at: Unfolding): SQL {
  if (at.path.includes(segmentId)) {
    throw new SegmentProblem("These segments refer to each other in a circle, so nobody can say who is in them.");
  }
  const tree = at.context.segments.get(segmentId);
  if (!tree) throw missingReference("segment");
  return sql`(${unfold(tree, { ...at, path: [...at.path, segmentId] })})`;
}

/** The planner sees through NOT EXISTS, not through EXISTS … IS NOT TRUE. */
const certain = new Set<Condition["is"]>(["everyone", "tag", "keyword", "broadcast", "link", "carrier", "starred"]);
const neverNull = (tree: SegmentTree) => "is" in tree && certain.has(tree.is);
