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
  return rows.map(({ id, body }) => ({ id, name: body.length > 60 ? `${body.slice(0, 57)}…` : body || "(a picture)" }));
}
