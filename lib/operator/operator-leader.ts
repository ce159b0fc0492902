import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { Refusal } from "@/lib/refusal";

/** Who acts, as far as it matters here. */
export type Actor = { leaderId: number; role: "owner" | "admin" | "writer" | "reader" };

/** SQL for the id of the operator's own leader: the first one. Only right in system scope. */
export const operatorLeaderId = sql`(SELECT min(id) FROM leaders)`;

/**
 * Whether somebody runs this instance: an owner on the team of its first leader. What all leaders share (the carrier's
 * account, the machine's health) is theirs alone. Other leaders are guests of the same program.
 */
export async function isOperator(actor: Actor): Promise<boolean> {
  if (actor.role !== "owner") return false;
  // Limited to their own row, every leader would be the first.
  const { rows } = await asSystem("operator", () =>
    db().execute<{ first: number | null }>(sql`SELECT ${operatorLeaderId} AS first`),
  );
  return rows[0]?.first === actor.leaderId;
}

/** Throws a Refusal for everyone but the operator. */
export async function requireOperator(actor: Actor): Promise<void> {
  if (!(await isOperator(actor))) throw new Refusal("Only the owner who runs this Tenfour can do that.");
}
