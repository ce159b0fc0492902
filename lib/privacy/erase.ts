import { and, inArray, lte, type SQL, sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { forgetLinksAndNames } from "@/lib/members/take-out";
import { undoMinutes } from "./delete";
import type { PersonalTable } from "./personal-data";
import { deletedMembers } from "./table";

/** Who is not erased yet at the time `now`, although the minutes of a single deletion are over. */
export type Held = (now: Date) => SQL;

/** Members erased in one transaction. */
const batch = 100;

/**
 * Erases for good everyone who was deleted more than ten minutes ago, in each of `tables` (lib/jobs/personal-data.ts has
 * all of them). What stays is a keyed hash of the number, so that it is not texted again, and the bare id
 * (members/table.ts). A crash in between erases nothing halfway. `held`: who can still be restored, as SQL over a row
 * `deleted_members`. Returns how many were erased.
 */
export async function eraseDue(now: Date, tables: PersonalTable[], held: Held = () => sql`false`): Promise<number> {
  let erased = 0;
  for (;;) {
    const count = await db().transaction((tx) => eraseSome(tx, now, tables, held));
    erased += count;
    if (count < batch) return erased;
  }
}

async function eraseSome(tx: Tx, now: Date, tables: PersonalTable[], held: Held): Promise<number> {
  const before = new Date(now.getTime() - undoMinutes * 60_000);
  const due = await tx
    .select()
    .from(deletedMembers)
    .where(and(lte(deletedMembers.deletedAt, before), sql`NOT ${held(now)}`))
    .limit(batch)
    .for("update", { skipLocked: true });
  for (const leaderId of new Set(due.map((one) => one.leaderId))) {
    const mine = due.filter((one) => one.leaderId === leaderId);
    const ids = mine.map((one) => one.memberId);
    const phones = mine.map((one) => String(one.member.phone));
    for (const { erased } of tables) if (typeof erased === "function") await erased(tx, leaderId, ids, phones);
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
