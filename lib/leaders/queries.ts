import { asc, eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { isSuspended } from "@/lib/operator/suspension";
import { type Leader, leaders } from "./table";

export type { Leader } from "./table";

/** A leader by id, or null. */
export async function leaderById(id: number, tx: Tx = db()): Promise<Leader | null> {
  const [row] = await tx.select().from(leaders).where(eq(leaders.id, id));
  return row ?? null;
}

/** A leader by handle, however it is cased, or null. */
export async function leaderByHandle(handle: string, tx: Tx = db()): Promise<Leader | null> {
  // Any first word of an address is asked for here; the database cannot even be asked about a NUL.
  if (!/^[a-z0-9-]{1,60}$/i.test(handle)) return null;
  const [row] = await tx.select().from(leaders).where(eq(leaders.handle, handle.toLowerCase()));
  return row ?? null;
}

/** The leader of a public page, by handle: null where there is none, "suspended" where the operator suspended them. */
export async function publicLeader(handle: string): Promise<Leader | "suspended" | null> {
  const leader = await leaderByHandle(handle);
  return leader && (await isSuspended(db(), leader.id)) ? "suspended" : leader;
}

/** All leaders, the oldest first. */
export async function allLeaders(tx: Tx = db()): Promise<Leader[]> {
  return tx.select().from(leaders).orderBy(asc(leaders.id));
}

let seen = false;

/** Is there a leader at all? Leaders are never deleted, so a yes is remembered; a no is asked again. */
export async function anyLeader(tx: Tx = db()): Promise<boolean> {
  if (!seen) seen = (await tx.select({ id: leaders.id }).from(leaders).limit(1)).length > 0;
  return seen;
}

/** One leader is made at a time: held until the transaction ends. */
export async function lockMaking(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(104, 1)`);
}

/** Writes a leader. The handle must be free: the table says so too. */
export async function addLeader(tx: Tx, values: typeof leaders.$inferInsert): Promise<Leader> {
  const [row] = await tx.insert(leaders).values(values).returning();
  return row!;
}

/** Changes some of a leader's own settings. */
export async function changeLeader(
  leaderId: number,
  change: Partial<Omit<Leader, "id" | "handle" | "createdAt">>,
  tx: Tx = db(),
): Promise<void> {
  await tx.update(leaders).set(change).where(eq(leaders.id, leaderId));
}
