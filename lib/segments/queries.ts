import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { SegmentSize } from "./count";
import { segmentSizes, segments } from "./table";
import type { SegmentTree } from "./tree";

export type SizeOnDay = SegmentSize & {
  /** YYYY-MM-DD, in the leader's zone. */
  day: string;
};
export type SavedSegment = {
  id: number;
  name: string;
  tree: SegmentTree;
  updatedAt: Date;
};
/** A saved segment with what is known of its size, the oldest day first. */
export type SegmentWithSizes = SavedSegment & { sizes: SizeOnDay[] };

/** Days of history on a small chart. */
const shownDays = 90;
/** More than these nobody finds again, and all of them are loaded to understand one. */
export const mostSegments = 500;

const columns = { id: segments.id, name: segments.name, tree: segments.tree, updatedAt: segments.updatedAt };
const whose = (leaderId: number, id: number) => and(eq(segments.leaderId, leaderId), eq(segments.id, id));

/** A leader's saved segments by name. */
export async function segmentsOf(tx: Tx, leaderId: number): Promise<SavedSegment[]> {
  return tx
    .select(columns)
    .from(segments)
    .where(and(eq(segments.leaderId, leaderId), isNull(segments.deletedAt)))
    .orderBy(asc(sql`lower(${segments.name})`), asc(segments.id));
}

/** Their names, to choose from. */
export async function namedSegments(tx: Tx, leaderId: number): Promise<Pick<SavedSegment, "id" | "name">[]> {
  return (await segmentsOf(tx, leaderId)).map(({ id, name }) => ({ id, name }));
}

/** Names of the deleted ones: no longer offered, but what refers to them still shows what it means. */
export async function deletedSegments(tx: Tx, leaderId: number): Promise<Pick<SavedSegment, "id" | "name">[]> {
  return tx
    .select({ id: segments.id, name: segments.name })
    .from(segments)
    .where(and(eq(segments.leaderId, leaderId), isNotNull(segments.deletedAt)))
    .orderBy(asc(segments.id));
}

/** The same with the sizes of the last 90 days. */
export async function segmentsWithSizes(tx: Tx, leaderId: number, today: string): Promise<SegmentWithSizes[]> {
  const [saved, sizes] = await Promise.all([segmentsOf(tx, leaderId), sizesSince(tx, leaderId, today)]);
  const bySegment = new Map<number, SizeOnDay[]>(saved.map((segment) => [segment.id, []]));
  for (const { segmentId, ...size } of sizes) bySegment.get(segmentId)?.push(size);
  return saved.map((segment) => ({ ...segment, sizes: bySegment.get(segment.id) ?? [] }));
}

/** The sizes of one segment on the last 90 days, the oldest first. */
export async function sizesOf(tx: Tx, leaderId: number, id: number, today: string): Promise<SizeOnDay[]> {
  return (await sizesSince(tx, leaderId, today, id)).map(({ segmentId, ...size }) => size);
}

async function sizesSince(tx: Tx, leaderId: number, today: string, id?: number) {
  return tx
    .select({
      segmentId: segmentSizes.segmentId,
      day: segmentSizes.day,
      members: segmentSizes.members,
      reachable: segmentSizes.reachable,
    })
    .from(segmentSizes)
    .where(
      and(
        eq(segmentSizes.leaderId, leaderId),
        id === undefined ? undefined : eq(segmentSizes.segmentId, id),
        sql`${segmentSizes.day} > ${today}::date - ${shownDays}::int`,
      ),
    )
    .orderBy(asc(segmentSizes.segmentId), asc(segmentSizes.day));
}

/** One saved segment of one leader, or null: a deleted one, or another leader's, is none. */
export async function segmentById(tx: Tx, leaderId: number, id: number): Promise<SavedSegment | null> {
  const [row] = await tx
    .select(columns)
    .from(segments)
    .where(and(whose(leaderId, id), isNull(segments.deletedAt)));
  return row ?? null;
}

export async function countSegments(tx: Tx, leaderId: number): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)` })
    .from(segments)
    .where(and(eq(segments.leaderId, leaderId), isNull(segments.deletedAt)));
  return row?.count ?? 0;
}

/** Writes a new segment; answers its id. Check the tree first (load.ts). */
export async function addSegment(tx: Tx, leaderId: number, name: string, tree: SegmentTree): Promise<number> {
  const [row] = await tx.insert(segments).values({ leaderId, name, tree }).returning({ id: segments.id });
  return row!.id;
}

/** Changes name or tree; false where there is no such segment. */
export async function changeSegment(
  tx: Tx,
  leaderId: number,
  id: number,
  change: { name?: string; tree?: SegmentTree },
): Promise<boolean> {
  const changed = await tx
    .update(segments)
    .set({ ...change, updatedAt: sql`now()` })
    .where(and(whose(leaderId, id), isNull(segments.deletedAt)))
    .returning({ id: segments.id });
  return changed.length > 0;
}

/** Deletes a segment, or brings it back: nothing of it is lost. False where there is none to delete or bring back. */
export async function setDeleted(tx: Tx, leaderId: number, id: number, deleted: boolean): Promise<boolean> {
  const changed = await tx
    .update(segments)
    .set({ deletedAt: deleted ? sql`now()` : null })
    .where(and(whose(leaderId, id), deleted ? isNull(segments.deletedAt) : isNotNull(segments.deletedAt)))
    .returning({ id: segments.id });
  return changed.length > 0;
}

/** Writes down how many a segment has on a day of the leader's; the last word of a day stays. */
export async function noteSize(
  tx: Tx,
  leaderId: number,
  segmentId: number,
  { day, members, reachable }: SizeOnDay,
): Promise<void> {
  await tx
    .insert(segmentSizes)
    .values({ leaderId, segmentId, day, members, reachable })
    .onConflictDoUpdate({
      target: [segmentSizes.leaderId, segmentSizes.segmentId, segmentSizes.day],
      set: { members, reachable },
    });
}
