import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { loadSegments } from "@/lib/segments/load";
import { segmentsOf, setDeleted } from "@/lib/segments/queries";
import { referencesIn } from "@/lib/segments/references";
import type { SegmentTree } from "@/lib/segments/tree";
import { type BroadcastState, broadcasts } from "./table";

/** What refers to a segment: another saved segment, or a broadcast that has not been sent to its recipients yet. */
export type SegmentUse =
  | { kind: "segment"; id: number; name: string }
  | { kind: "broadcast"; id: number; body: string; state: BroadcastState; startAt: string | null };

/** States in which a broadcast's audience is still to be evaluated, or may be used again. */
const open: BroadcastState[] = ["draft", "scheduled", "preparing", "paused"];

/** Where a segment is used, directly or through other segments: saved segments by name, then broadcasts by id. */
export async function segmentUses(tx: Tx, leaderId: number, id: number): Promise<SegmentUse[]> {
  const [trees, saved, sent] = await Promise.all([
    loadSegments(tx, leaderId),
    segmentsOf(tx, leaderId),
    tx
      .select({
        id: broadcasts.id,
        body: broadcasts.body,
        state: broadcasts.state,
        startAt: broadcasts.startAt,
        startedAt: broadcasts.startedAt,
        audience: broadcasts.audience,
      })
      .from(broadcasts)
      .where(and(eq(broadcasts.leaderId, leaderId), inArray(broadcasts.state, open), isNotNull(broadcasts.audience)))
      .orderBy(broadcasts.id),
  ]);
  const uses = (tree: SegmentTree) => referencesIn(tree, trees).some((one) => one.kind === "segment" && one.id === id);
  return [
    ...saved
      .filter((one) => one.id !== id && uses(one.tree))
      .map((one): SegmentUse => ({ kind: "segment", id: one.id, name: one.name })),
    ...sent
      .filter((one) => one.startedAt === null && one.audience !== null && uses(one.audience))
      .map(
        ({ id, body, state, startAt }): SegmentUse => ({
          kind: "broadcast",
          id,
          body,
          state,
          startAt: startAt?.toISOString() ?? null,
        }),
      ),
  ];
}

/**
 * Deletes a segment, which archives it: what refers to it keeps its meaning. Unless `confirmed`, a segment that is in
 * use is left alone and its uses are returned. Null: there is no such segment.
 */
export async function deleteSegment(
  tx: Tx,
  { leaderId, id, confirmed }: { leaderId: number; id: number; confirmed: boolean },
): Promise<{ deleted: boolean; uses: SegmentUse[] } | null> {
  const uses = confirmed ? [] : await segmentUses(tx, leaderId, id);
  if (uses.length > 0) return { deleted: false, uses };
  return (await setDeleted(tx, leaderId, id, true)) ? { deleted: true, uses } : null;
}
