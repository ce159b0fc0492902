import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** Something the carrier brought that nobody could place. It is kept; nothing else waits for it. */
export type OddArrival = { id: number; at: Date; problem: string; content: string };

const page = 20;
/** Signs of a body that are shown. */
const shown = 2_000;

/** What could not be understood, newest first, 20 at a time; `before` is the id of the last one seen. */
export async function oddArrivals(tx: Tx, before: number | null): Promise<OddArrival[]> {
  const result = await tx.execute<{ id: number; received_at: string; problem: string; content: string }>(sql`
    SELECT id, received_at, problem, left(COALESCE(content->>'raw', jsonb_pretty(content)), ${shown}) AS content
    FROM arrivals WHERE problem IS NOT NULL AND (${before}::bigint IS NULL OR id < ${before}) ORDER BY id DESC LIMIT ${page}`);
  return result.rows.map(({ received_at, ...row }) => ({ ...row, at: new Date(received_at) }));
}
