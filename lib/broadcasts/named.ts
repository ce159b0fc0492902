import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { broadcasts } from "./table";

/** The broadcasts a leader has begun to send, the newest first, called by the beginning of their words. */
export async function namedBroadcasts(tx: Tx, leaderId: number, limit = 200): Promise<{ id: number; name: string }[]> {
  const rows = await tx
    .select({ id: broadcasts.id, body: broadcasts.body })
    .from(broadcasts)
    .where(and(eq(broadcasts.leaderId, leaderId), isNotNull(broadcasts.startedAt)))
    .orderBy(desc(broadcasts.startedAt))
    .limit(limit);
  return rows.map(({ id, body }) => ({ id, name: shortOf(body) }));
}

/** How one of a leader's broadcasts begins, or null. */
export async function beginningOf(tx: Tx, leaderId: number, id: number): Promise<string | null> {
  const [row] = await tx
    .select({ body: broadcasts.body })
    .from(broadcasts)
    .where(and(eq(broadcasts.leaderId, leaderId), eq(broadcasts.id, id)));
  return row ? shortOf(row.body) : null;
}

const shortOf = (body: string) => (body.length > 60 ? `${body.slice(0, 57)}…` : body || "(a picture)");
