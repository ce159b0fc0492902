import { and, desc, eq, isNull } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { memberName } from "@/lib/members/name";
import { putBackMembers, takeOutMembers } from "@/lib/members/take-out";
import { putBackThreads, takeOutThreads } from "@/lib/threads/hide";
import { deletedMembers } from "./table";
import { liftTombstones, setTombstones } from "./tombstones";

/** Minutes in which a deletion can be undone. */
export const undoMinutes = 10;

/** A deleted member who can still be brought back. */
export type Deleted = { memberId: number; name: string /** ISO, UTC. */; deletedAt: string };

/**
 * Deletes a member: hidden everywhere at once and not texted any more, for good after ten minutes (erase.ts). False
 * where this leader has no such member.
 */
export async function deleteMember(leaderId: number, memberId: number, now: Date): Promise<boolean> {
  return db().transaction(async (tx) => {
    if ((await takeAway(tx, leaderId, [memberId], now)) === 0) return false;
    await announce(tx, leaderId, [memberId]);
    return true;
  });
}

/** Takes members of this leader's away as deleted, `actionId` where it is done to many; answers how many there were. */
export async function takeAway(
  tx: Tx,
  leaderId: number,
  memberIds: number[],
  now: Date,
  actionId: number | null = null,
): Promise<number> {
  const taken = await takeOutMembers(tx, leaderId, memberIds);
  if (taken.length === 0) return 0;
  const threads = await takeOutThreads(tx, leaderId, memberIds);
  await tx.insert(deletedMembers).values(
    taken.map(({ id, row }) => ({
      leaderId,
      memberId: id,
      member: row,
      thread: threads.get(id) ?? null,
      deletedAt: now,
      actionId,
    })),
  );
  await setTombstones(
    tx,
    taken.map(({ phone }) => ({ leaderId, phone })),
    now,
  );
  return taken.length;
}

export type Undone = "back" | "too late" | "texted again";

/** Brings a deleted member back as they were, within the ten minutes and unless their number has texted since. */
export async function undoDelete(leaderId: number, memberId: number): Promise<Undone> {
  return db().transaction(async (tx) => {
    const [deleted] = await tx
      .delete(deletedMembers)
      .where(and(eq(deletedMembers.leaderId, leaderId), eq(deletedMembers.memberId, memberId)))
      .returning();
    if (!deleted) return "too late";
    const phone = deleted.member.phone as string;
    if ((await putBackMembers(tx, [deleted.member])).length === 0) {
      // What was taken goes as planned: it stays where it stood.
      await tx.insert(deletedMembers).values(deleted);
      return "texted again";
    }
    if (deleted.thread) await putBackThreads(tx, [deleted.thread]);
    await liftTombstones(tx, [{ leaderId, phone }]);
    await announce(tx, leaderId, [memberId]);
    return "back";
  });
}

/** Who of those deleted alone can still be brought back, the last deleted first. */
export async function deletedOf(tx: Tx, leaderId: number): Promise<Deleted[]> {
  const rows = await tx
    .select()
    .from(deletedMembers)
    .where(and(eq(deletedMembers.leaderId, leaderId), isNull(deletedMembers.actionId)))
    .orderBy(desc(deletedMembers.deletedAt))
    .limit(50);
  return rows.map(({ memberId, member, deletedAt }) => ({
    memberId,
    name: memberName({
      firstName: member.first_name as string | null,
      lastName: member.last_name as string | null,
      phone: member.phone as string,
    }),
    deletedAt: deletedAt.toISOString(),
  }));
}
