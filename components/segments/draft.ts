import { type Condition, condition as complete, type SegmentTree } from "@/lib/segments/tree";

/** A tree while it is edited: conditions may be unfinished, and each part has a key by which the screen knows it. */
export type Part = { key: string; not: boolean } & ({ group: Group } | { condition: Condition });
export type Group = { join: "and" | "or"; parts: Part[] };

let made = 0;
const key = () => `part-${++made}`;

export const conditionPart = (condition: Condition, not = false): Part => ({ key: key(), not, condition });
export const groupPart = (join: Group["join"], parts: Part[] = [], not = false): Part => ({
  key: key(),
  not,
  group: { join, parts },
});

/** A tree as the outermost group of an editor. */
export function draftOf(tree: SegmentTree | null): Group {
  if (tree === null || ("is" in tree && tree.is === "everyone")) return { join: "and", parts: [] };
  const part = partOf(tree);
  return "group" in part && !part.not ? part.group : { join: "and", parts: [part] };
}

function partOf(tree: SegmentTree, not = false): Part {
  if ("not" in tree) return partOf(tree.not, !not);
  if ("and" in tree)
    return groupPart(
      "and",
      tree.and.map((one) => partOf(one)),
      not,
    );
  if ("or" in tree)
    return groupPart(
      "or",
      tree.or.map((one) => partOf(one)),
      not,
    );
  return conditionPart(tree, not);
}

/** Whether everything that a condition needs is there. */
export const isFinished = (condition: Condition): boolean => complete.safeParse(condition).success;

/** The tree of what is finished; nothing finished is everyone. `unfinished`: how many conditions wait for something. */
export function treeOf(group: Group): { tree: SegmentTree; unfinished: number } {
  const count = { unfinished: 0 };
  const tree = groupTree(group, count);
  return { tree: tree ?? { and: [] }, unfinished: count.unfinished };
}

function groupTree({ join, parts }: Group, count: { unfinished: number }): SegmentTree | null {
  const trees = parts.map((part) => partTree(part, count)).filter((tree) => tree !== null);
  if (trees.length === 0) return null;
  return join === "and" ? { and: trees } : { or: trees };
}

function partTree(part: Part, count: { unfinished: number }): SegmentTree | null {
  let tree: SegmentTree | null;
  if ("group" in part) tree = groupTree(part.group, count);
  else if (isFinished(part.condition)) tree = part.condition;
  else {
    count.unfinished++;
    tree = null;
  }
  return tree && part.not ? { not: tree } : tree;
}

/** Changes one part, wherever it stands; null takes it out. */
export function changePart(group: Group, wanted: string, change: (part: Part) => Part | null): Group {
  return {
    ...group,
    parts: group.parts.flatMap((part) => {
      if (part.key === wanted) return change(part) ?? [];
      return "group" in part ? [{ ...part, group: changePart(part.group, wanted, change) }] : [part];
    }),
  };
}

/** "Everyone except …": the group of those left out, made where there is none, with one more part in it. */
export function exceptToo(group: Group, part: Part): Group {
  const all: Group = group.join === "and" ? group : { join: "and", parts: [groupPart("or", group.parts)] };
  const last = all.parts.at(-1);
  if (last?.not && "group" in last && last.group.join === "or") {
    return changePart(all, last.key, () => ({ ...last, group: { join: "or", parts: [...last.group.parts, part] } }));
  }
  return { ...all, parts: [...all.parts, groupPart("or", [part], true)] };
}
