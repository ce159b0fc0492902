import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { Outcome } from "./outcome";

/** Seconds over which a rate is measured. */
const over = 4;

/** Measures how many texts of each broadcast the carrier takes a second, over the last few seconds. */
export async function noteRate(tx: Tx, outcomes: Outcome[]): Promise<void> {
  const taken = new Map<string, { leaderId: number; id: number; count: number }>();
  for (const one of outcomes) {
    if (one.state !== "sent") continue;
    const key = `${one.leaderId}.${one.broadcastId}`;
    const known = taken.get(key) ?? { leaderId: one.leaderId, id: one.broadcastId, count: 0 };
    known.count++;
    taken.set(key, known);
  }
  const inOrder = [...taken.values()].sort((a, b) => a.leaderId - b.leaderId || a.id - b.id);
  for (const { leaderId, id, count } of inOrder) {
    const seconds = sql`extract(epoch FROM now() - c.rate_at)`;
    // After a pause the first span says nothing: it begins anew.
    await tx.execute(sql`
      UPDATE broadcast_counts c SET
        rate = CASE WHEN ${seconds} BETWEEN ${over} AND ${over * 4} THEN (c.rate_count + ${count}::int) / ${seconds} ELSE c.rate END,
        rate_count = CASE WHEN ${seconds} < ${over} THEN c.rate_count + ${count}::int ELSE 0 END,
        rate_at = CASE WHEN ${seconds} < ${over} THEN c.rate_at ELSE now() END
      WHERE c.leader_id = ${leaderId} AND c.broadcast_id = ${id} AND c.writer = 'result'`);
  }
}
