import { and, desc, eq } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { memberName } from "@/lib/members/name";
import { isMember, putBackMembers, takeOutMembers } from "@/lib/members/take-out";
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
    const [taken] = await takeOutMembers(tx, leaderId, [memberId]);
    if (!taken) return false;
    const threads = await takeOutThreads(tx, leaderId, [memberId]);
    await tx.insert(deletedMembers).values({
      leaderId,
      memberId,
      member: taken.row,
      thread: threads.get(memberId) ?? null,
      deletedAt: now,
    });
    await setTombstones(tx, [{ leaderId, phone: taken.phone }], now);
    await announce(tx, leaderId, [memberId]);
    return true;
  });
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
    if (await isMember(tx, leaderId, phone)) {
      // What was taken goes as planned: it stays where it stood.
      await tx.insert(deletedMembers).values(deleted);
      return "texted again";
    }
    await putBackMembers(tx, [deleted.member]);
    if (deleted.thread) await putBackThreads(tx, [deleted.thread]);
    await liftTombstones(tx, [{ leaderId, phone }]);
    await announce(tx, leaderId, [memberId]);
    return "back";
  });
}

/** Who can still be brought back, the last deleted first. */
export async function deletedOf(tx: Tx, leaderId: number): Promise<Deleted[]> {
  const rows = await tx
    .select()
    .from(deletedMembers)
    .where(eq(deletedMembers.leaderId, leaderId))
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
