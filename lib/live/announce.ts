import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** PostgreSQL takes 8,000 bytes a notification; past this many members a dashboard looks at all it shows. */
const mostMembers = 200;

/**
 * Tells every open dashboard of a leader, in every process, which members' threads changed. Delivered when the
 * transaction commits. An empty or very long list means "look at everything you show".
 */
export async function announce(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  const distinct = [...new Set(memberIds)];
  const members = distinct.length > mostMembers ? [] : distinct;
  await tx.execute(sql`SELECT pg_notify('tenfour_live', ${JSON.stringify({ leaderId, members })})`);
}

/** Closes the event streams of these sessions of a leader, in every process, when the transaction commits. */
export async function closeStreams(tx: Tx, leaderId: number, sessionIds: number[]): Promise<void> {
  // 200 ids of 16 digits stay below the size of a notification.
  for (let at = 0; at < sessionIds.length; at += mostMembers) {
    const closed = sessionIds.slice(at, at + mostMembers);
    await tx.execute(sql`SELECT pg_notify('tenfour_live', ${JSON.stringify({ leaderId, closed })})`);
  }
}

/** Tells them that a broadcast has changed or moved on. */
export async function announceBroadcast(tx: Tx, leaderId: number, broadcast: number): Promise<void> {
  await tx.execute(sql`SELECT pg_notify('tenfour_live', ${JSON.stringify({ leaderId, broadcast })})`);
}
