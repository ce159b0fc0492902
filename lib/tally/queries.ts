import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

export type Tally = { what: string; lastHour: number; lastDay: number; lastAt: Date };

/** How often each thing whose name starts so has happened, in the last hour and the last 24. Newest first. */
export async function talliesOf(tx: Tx, prefix: string): Promise<Tally[]> {
  const result = await tx.execute<{ what: string; hour: number; day: number; last_at: string }>(sql`
    SELECT what, COALESCE(sum(count) FILTER (WHERE minute > now() - interval '1 hour'), 0)::int AS hour,
      COALESCE(sum(count) FILTER (WHERE minute > now() - interval '24 hours'), 0)::int AS day, max(last_at) AS last_at
    FROM tallies WHERE starts_with(what, ${prefix}) GROUP BY what ORDER BY max(last_at) DESC`);
  return result.rows.map((row) => ({
    what: row.what,
    lastHour: row.hour,
    lastDay: row.day,
    lastAt: new Date(row.last_at),
  }));
}

/** Removes minutes older than eight days, but the last one of each kind: "last seen" stays true. Returns how many went. */
export async function pruneTallies(tx: Tx): Promise<number> {
  const result = await tx.execute(sql`
    DELETE FROM tallies t WHERE minute < now() - interval '8 days'
      AND EXISTS (SELECT FROM tallies later WHERE later.what = t.what AND later.minute > t.minute)`);
  return result.rowCount ?? 0;
}
