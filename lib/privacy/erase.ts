import { and, inArray, lte, type SQL, sql } from "drizzle-orm";
import { forgetDeliveries } from "@/lib/broadcasts/forget";
import { forgetConsent } from "@/lib/consent/forget";
import { db, type Tx } from "@/lib/db/client";
import { forgetTaps } from "@/lib/links/forget";
import { forgetMedia } from "@/lib/media/forget";
import { forgetLinksAndNames } from "@/lib/members/take-out";
import { forgetTexts } from "@/lib/messages/forget";
import { forgetNotes } from "@/lib/notes/queries";
import { forgetTagged } from "@/lib/tags/queries";
import { undoMinutes } from "./delete";
import { deletedMembers } from "./table";

/** Forgets what one room has stored of these members of a leader. */
export type Forget = (tx: Tx, leaderId: number, memberIds: number[]) => Promise<void>;

/** Who is not erased yet although they were deleted before `before`. */
export type Held = (before: Date) => SQL;

/** Every room below that stores something of a member; those above are handed to eraseDue. */
const rooms: Forget[] = [
  forgetTexts,
  forgetDeliveries,
  forgetTaps,
  forgetTagged,
  forgetNotes,
  forgetMedia,
  forgetConsent,
];

/** Members erased in one transaction. */
const batch = 100;

/**
 * Erases for good whoever was deleted more than ten minutes ago; what stays is the tombstone, a keyed hash of the
 * number, and the bare id (members/table.ts). A crash in between erases nothing halfway. `held` is whom something above
 * can still bring back, as SQL over a row `deleted_members`. Returns how many were erased.
 */
export async function eraseDue(now: Date, above: Forget[] = [], held: Held = () => sql`false`): Promise<number> {
  const before = new Date(now.getTime() - undoMinutes * 60_000);
  let erased = 0;
  for (;;) {
    const count = await db().transaction((tx) => eraseSome(tx, before, above, held));
    erased += count;
    if (count < batch) return erased;
  }
}

async function eraseSome(tx: Tx, before: Date, above: Forget[], held: Held): Promise<number> {
  const due = await tx
    .select()
    .from(deletedMembers)
    .where(and(lte(deletedMembers.deletedAt, before), sql`NOT ${held(before)}`))
    .limit(batch)
    .for("update", { skipLocked: true });
  for (const leaderId of new Set(due.map((one) => one.leaderId))) {
    const mine = due.filter((one) => one.leaderId === leaderId);
    const ids = mine.map((one) => one.memberId);
    for (const forget of [...rooms, ...above]) await forget(tx, leaderId, ids);
    await forgetLinksAndNames(
      tx,
      leaderId,
      ids,
      mine.map((one) => String(one.member.name_key ?? "")),
    );
    await tx
      .delete(deletedMembers)
      .where(sql`${deletedMembers.leaderId} = ${leaderId} AND ${inArray(deletedMembers.memberId, ids)}`);
  }
  return due.length;
}
