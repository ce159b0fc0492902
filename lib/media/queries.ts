import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { Looked } from "./look";
import { type Media, media } from "./table";

export type { ContactDetails, Media, ShownAs } from "./table";

type New = Pick<Media, "id" | "leaderId" | "kind" | "source"> &
  Partial<Pick<Media, "name" | "sourceUrl" | "memberId" | "usedAt" | "chosenType" | "chosenBytes">>;

/** Writes down files that are yet to be fetched, in one statement, and wakes the fetcher when the transaction commits. */
export async function expectMedia(tx: Tx, rows: New[]): Promise<void> {
  if (rows.length === 0) return;
  const now = new Date();
  await tx
    .insert(media)
    .values(rows.map((row) => ({ ...row, state: "pending" as const, nextTryAt: now, usedAt: now })));
  await tx.execute(sql`SELECT pg_notify('tenfour_work', 'media')`);
}

/** Writes down a file whose bytes are in the store already. */
export async function addStored(tx: Tx, row: New, looked: Looked): Promise<Media> {
  const [added] = await tx
    .insert(media)
    .values({ ...row, ...columnsOf(looked), state: "stored", storedAt: new Date() })
    .returning();
  return added as Media;
}

/** One file of one leader, or null: another leader's file is none. */
export async function mediaById(tx: Tx, leaderId: number, id: string): Promise<Media | null> {
  const [row] = await tx
    .select()
    .from(media)
    .where(and(eq(media.leaderId, leaderId), eq(media.id, id)));
  return row ?? null;
}

/** These files of one leader, in the order asked for; those that are not there are left out. */
export async function mediaByIds(tx: Tx, leaderId: number, ids: string[]): Promise<Media[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select()
    .from(media)
    .where(and(eq(media.leaderId, leaderId), inArray(media.id, ids)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Notes that a text, a broadcast or a setting uses these files, so that they stay. */
export async function markUsed(tx: Tx, leaderId: number, ids: string[], memberId?: number): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(media)
    .set({ usedAt: new Date(), ...(memberId === undefined ? {} : { memberId }) })
    .where(and(eq(media.leaderId, leaderId), inArray(media.id, ids)));
}

/**
 * Takes files that are due to be fetched, over all leaders, and moves their next try ahead, so that a worker that dies
 * with one in hand has it taken up again. `hold` is seconds.
 */
export async function claimPending(tx: Tx, limit: number, hold: number): Promise<Media[]> {
  const claimed = await tx.execute<{ leader_id: number; id: string }>(sql`
    WITH due AS (
      SELECT leader_id, id FROM media WHERE state = 'pending' AND next_try_at <= now()
      ORDER BY next_try_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE media m SET attempts = m.attempts + 1, next_try_at = now() + ${hold} * interval '1 second'
    FROM due WHERE m.leader_id = due.leader_id AND m.id = due.id RETURNING m.leader_id, m.id`);
  if (claimed.rows.length === 0) return [];
  return tx
    .select()
    .from(media)
    .where(
      inArray(
        media.id,
        claimed.rows.map((row) => row.id),
      ),
    );
}

/**
 * Locks a pending file until `tx` ends; false where it was erased meanwhile. Bytes are put into the store under this lock
 * only, so that they can't come after their erasure (keep.ts), nor be left behind by a crash without a row.
 */
export async function lockPending(tx: Tx, row: Pick<Media, "leaderId" | "id">): Promise<boolean> {
  const rows = await tx
    .select({ id: media.id })
    .from(media)
    .where(and(eq(media.leaderId, row.leaderId), eq(media.id, row.id)))
    .for("update");
  return rows.length > 0;
}

/** The file is here. */
export async function markStored(tx: Tx, row: Pick<Media, "leaderId" | "id">, looked: Looked): Promise<void> {
  await tx
    .update(media)
    .set({
      ...columnsOf(looked),
      state: "stored",
      storedAt: new Date(),
      nextTryAt: null,
      sourceUrl: null,
      reason: null,
    })
    .where(and(eq(media.leaderId, row.leaderId), eq(media.id, row.id)));
}

/** It did not come this time: tried again at `again`, or given up where that is null. The reason is for the leader. */
export async function markMissed(
  tx: Tx,
  row: Pick<Media, "leaderId" | "id">,
  reason: string,
  again: Date | null,
): Promise<void> {
  await tx
    .update(media)
    .set({ reason, nextTryAt: again, ...(again ? {} : { state: "failed" as const, sourceUrl: null }) })
    .where(and(eq(media.leaderId, row.leaderId), eq(media.id, row.id)));
}

/** Takes uploads that nobody used within a day off the list; answers them, for their bytes to be removed. */
export async function forgetUnused(tx: Tx): Promise<Pick<Media, "leaderId" | "id">[]> {
  return tx
    .delete(media)
    .where(sql`used_at IS NULL AND created_at < now() - interval '1 day'`)
    .returning({ leaderId: media.leaderId, id: media.id });
}

function columnsOf({ preview: _, ...columns }: Looked) {
  return columns;
}
