import { db, type Tx } from "@/lib/db/client";
import { allLeaders } from "@/lib/leaders/queries";
import { log } from "@/lib/log";
import type { SegmentContext } from "./compile";
import { countSegment } from "./count";
import { today } from "./days";
import { segmentContext } from "./load";
import { noteSize, type SavedSegment, type SizeOnDay, segmentsOf } from "./queries";

/**
 * Counts saved segments one after the other and writes their sizes down under the leader's day. Stops beginning new ones
 * when `milliseconds` are over: a screen asks again. A segment that cannot be understood (a circle) is left out.
 */
export async function countSaved(
  tx: Tx,
  saved: Pick<SavedSegment, "id" | "tree">[],
  context: SegmentContext,
  milliseconds = Number.POSITIVE_INFINITY,
): Promise<Map<number, SizeOnDay>> {
  const sizes = new Map<number, SizeOnDay>();
  const begun = performance.now();
  for (const { id, tree } of saved) {
    if (performance.now() - begun > milliseconds) break;
    try {
      // A savepoint where `tx` is a transaction, which an error of the database would end otherwise.
      const size = await tx.transaction(async (one) => {
        const counted = { day: today(context), ...(await countSegment(one, tree, context)) };
        await noteSize(one, context.leaderId, id, counted);
        return counted;
      });
      sizes.set(id, size);
    } catch (error) {
      log.warn({ err: error, segment: id }, "a segment could not be counted");
    }
  }
  return sizes;
}

/** Counts every segment of every leader, so that their charts have each day; for a job, hourly. Answers how many. */
export async function countAllSegments(now: Date, tx: Tx = db()): Promise<number> {
  let counted = 0;
  for (const leader of await allLeaders(tx)) {
    const saved = await segmentsOf(tx, leader.id);
    if (saved.length === 0) continue;
    counted += (await countSaved(tx, saved, await segmentContext(tx, leader, now))).size;
  }
  return counted;
}
