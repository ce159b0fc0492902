import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { SignedIn } from "./session";

/**
 * Whether somebody runs this instance: an owner on the team of its first leader. What all leaders share (the carrier's
 * account, the machine's health) is theirs alone, for other leaders are guests of the same program.
 */
export async function isOperator(tx: Tx, teammate: Pick<SignedIn, "leaderId" | "role">): Promise<boolean> {
  if (teammate.role !== "owner") return false;
  const result = await tx.execute<{ first: number | null }>(sql`SELECT min(id) AS first FROM leaders`);
  return result.rows[0]?.first === teammate.leaderId;
}
