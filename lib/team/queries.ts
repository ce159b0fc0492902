import { asc, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type Teammate, teammates } from "./table";

/** The teammate with this mobile (E.164). Someone on several teams is taken into the oldest. */
export async function teammateByMobile(tx: Tx, mobile: string): Promise<Teammate | null> {
  const [row] = await tx
    .select()
    .from(teammates)
    .where(eq(teammates.mobile, mobile))
    .orderBy(asc(teammates.leaderId))
    .limit(1);
  return row ?? null;
}

/** Everyone on a leader's team, the oldest first. */
export async function teammatesOf(tx: Tx, leaderId: number): Promise<Teammate[]> {
  return tx.select().from(teammates).where(eq(teammates.leaderId, leaderId)).orderBy(asc(teammates.id));
}

/** Adds somebody to a leader's team. */
export async function addTeammate(
  tx: Tx,
  wish: Pick<Teammate, "leaderId" | "name" | "mobile" | "role">,
): Promise<Teammate> {
  const [row] = await tx.insert(teammates).values(wish).returning();
  return row!;
}
