import { and, eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { announceBroadcast } from "@/lib/live/announce";
import { type Broadcast, broadcasts } from "./table";

export type { Broadcast, BroadcastState, Delivery, DeliveryState } from "./table";

/** One broadcast of one leader, or null: another leader's is nobody's. */
export async function broadcastById(tx: Tx, leaderId: number, id: number): Promise<Broadcast | null> {
  const [row] = await tx
    .select()
    .from(broadcasts)
    .where(and(eq(broadcasts.leaderId, leaderId), eq(broadcasts.id, id)));
  return row ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockBroadcast(tx: Tx, leaderId: number, id: number): Promise<Broadcast | null> {
  const [row] = await tx
    .select()
    .from(broadcasts)
    .where(and(eq(broadcasts.leaderId, leaderId), eq(broadcasts.id, id)))
    .for("update");
  return row ?? null;
}

/** Writes a broadcast down as a draft; answers its id. */
export async function addBroadcast(
  tx: Tx,
  values: Pick<Broadcast, "leaderId" | "body" | "number"> & Partial<Pick<Broadcast, "audience" | "authorId" | "media">>,
): Promise<number> {
  const [row] = await tx.insert(broadcasts).values(values).returning({ id: broadcasts.id });
  return row!.id;
}

type Change = Partial<
  Pick<Broadcast, "state" | "plan" | "startAt" | "startedAt" | "finishedAt" | "pausedReason" | "pausedBy">
>;

/** Changes a broadcast, wakes the senders and tells open dashboards when the transaction commits. */
export async function changeBroadcast(tx: Tx, leaderId: number, id: number, change: Change): Promise<void> {
  await tx
    .update(broadcasts)
    .set({ ...change, updatedAt: sql`now()` })
    .where(and(eq(broadcasts.leaderId, leaderId), eq(broadcasts.id, id)));
  await tx.execute(sql`SELECT pg_notify('tenfour_work', 'broadcasts')`);
  await announceBroadcast(tx, leaderId, id);
}

export type Due = { leaderId: number; id: number; startAt: Date | null };

/** Broadcasts of all leaders whose snapshot is due, the longest due first. */
export async function dueBroadcasts(tx: Tx = db()): Promise<Due[]> {
  const { rows } = await tx.execute<{ leader_id: number; id: number; start_at: string | null }>(sql`
    SELECT leader_id, id, start_at FROM broadcasts
    WHERE (state = 'scheduled' AND start_at <= now()) OR state = 'preparing'
    ORDER BY start_at LIMIT 100`);
  return rows.map((row) => ({
    leaderId: row.leader_id,
    id: row.id,
    startAt: row.start_at ? new Date(row.start_at) : null,
  }));
}
