import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import type { SignedIn } from "./session";

/**
 * Whether somebody runs this instance: an owner on the team of its first leader. What all leaders share (the carrier's
 * account, the machine's health) is theirs alone, for other leaders are guests of the same program.
 */
export async function isOperator(teammate: Pick<SignedIn, "leaderId" | "role">): Promise<boolean> {
  if (teammate.role !== "owner") return false;
  // Limited to their own row, every leader would be the first.
  const result = await asSystem("operator", () =>
    db().execute<{ first: number | null }>(sql`SELECT min(id) AS first FROM leaders`),
  );
  return result.rows[0]?.first === teammate.leaderId;
}
