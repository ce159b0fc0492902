import { and, asc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type Teammate, teammates } from "./table";

/**
 * The teammate with this mobile (E.164). A mobile is on one team only (`isMobileTaken`); where it was added to several
 * before that was so, the oldest counts.
 */
export async function teammateByMobile(tx: Tx, mobile: string): Promise<Teammate | null> {
  const [row] = await tx
    .select()
    .from(teammates)
    .where(eq(teammates.mobile, mobile))
    .orderBy(asc(teammates.leaderId))
    .limit(1);
  return row ?? null;
}

/**
 * Whether somebody signs in with this mobile (E.164) already, with whatever leader; asked in system scope. From here
 * until the transaction ends nobody else adds it: a mobile on two teams would sign in to the one its owner may not know.
 */
export async function isMobileTaken(tx: Tx, mobile: string): Promise<boolean> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(10414, hashtext(${mobile}))`);
  return (await teammateByMobile(tx, mobile)) !== null;
}

/** One teammate of a leader, or null. */
export async function teammateById(tx: Tx, leaderId: number, id: number): Promise<Teammate | null> {
  const [row] = await tx
    .select()
    .from(teammates)
    .where(and(eq(teammates.leaderId, leaderId), eq(teammates.id, id)));
  return row ?? null;
}

/** What is said where a mobile is taken: not by whom. */
export const mobileTaken = "This number is already used to sign in here. Use another one.";

/** Everyone on a leader's team, the oldest first. */
export async function teammatesOf(tx: Tx, leaderId: number): Promise<Teammate[]> {
  return tx.select().from(teammates).where(eq(teammates.leaderId, leaderId)).orderBy(asc(teammates.id));
}

/** Adds somebody to a leader's team, once `isMobileTaken` was asked in the same transaction. */
export async function addTeammate(
  tx: Tx,
  wish: Pick<Teammate, "leaderId" | "name" | "mobile" | "role">,
): Promise<Teammate> {
  const [row] = await tx.insert(teammates).values(wish).returning();
  return row!;
}
