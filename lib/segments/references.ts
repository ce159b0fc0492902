import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { SegmentContext } from "./compile";
import { missingReference, type ReferenceKind } from "./problem";
import { type Condition, childrenOf, type SegmentTree } from "./tree";

/** Something a condition names by its id. */
export type Reference = { kind: ReferenceKind; id: number };

/** What one condition names by id; empty where it names nothing. */
function referencesOf(condition: Condition): Reference[] {
  switch (condition.is) {
    case "tag":
      return condition.any.map((id) => ({ kind: "tag", id }));
    case "field":
      return [{ kind: "field", id: condition.fieldId }];
    case "segment":
      return [{ kind: "segment", id: condition.segmentId }];
    case "broadcast":
      return [{ kind: "broadcast", id: condition.broadcastId }];
    case "link":
      return [{ kind: "link", id: condition.linkId }];
    default:
      return [];
  }
}

/**
 * Everything that a tree names by id, each once, also inside the saved segments it is built from.
 * `segments`: the leader's saved segments by id, archived ones included.
 */
export function referencesIn(tree: SegmentTree, segments: ReadonlyMap<number, SegmentTree>): Reference[] {
  const found = new Map<string, Reference>();
  const visit = (one: SegmentTree): void => {
    const children = childrenOf(one);
    if (children) return children.forEach(visit);
    for (const reference of referencesOf(one as Condition)) {
      const key = `${reference.kind}:${reference.id}`;
      if (found.has(key)) continue;
      found.set(key, reference);
      const saved = reference.kind === "segment" ? segments.get(reference.id) : undefined;
      if (saved) visit(saved);
    }
  };
  visit(tree);
  return [...found.values()];
}

/**
 * Throws SegmentProblem where a tree names something that does not exist for this leader. Without this check "not
 * tagged X" with X missing would match every member, so every count, list and send runs it first. Archived segments and
 * fields exist: they keep their meaning for what already refers to them.
 */
export async function requireReferences(tx: Tx, tree: SegmentTree | null, context: SegmentContext): Promise<void> {
  if (!tree) return;
  const references = referencesIn(tree, context.segments);
  const missingSegment = references.find((one) => one.kind === "segment" && !context.segments.has(one.id));
  if (missingSegment) throw missingReference(missingSegment.kind);
  const others = references.filter((one) => one.kind !== "segment");
  if (others.length === 0) return;
  const { rows } = await tx.execute<{ kind: ReferenceKind }>(sql`
    SELECT r.kind FROM jsonb_to_recordset(${JSON.stringify(others)}::jsonb) AS r(kind text, id int)
    WHERE NOT CASE r.kind
      WHEN 'tag' THEN EXISTS (SELECT FROM tags t WHERE t.leader_id = ${context.leaderId}::int AND t.id = r.id)
      WHEN 'field' THEN EXISTS (SELECT FROM fields f WHERE f.leader_id = ${context.leaderId}::int AND f.id = r.id)
      WHEN 'broadcast' THEN EXISTS (SELECT FROM broadcasts b WHERE b.leader_id = ${context.leaderId}::int AND b.id = r.id)
      WHEN 'link' THEN EXISTS (SELECT FROM links l WHERE l.leader_id = ${context.leaderId}::int AND l.id = r.id)
    END LIMIT 1`);
  if (rows[0]) throw missingReference(rows[0].kind);
}
