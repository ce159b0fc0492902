import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { seenHashes } from "@/lib/webhook-memory/seen";

/** Rows removed in one transaction. */
const batchSize = 5_000;
/** Opt-outs may be questioned for a year, so a replay must not undo one for longer than that. */
const remembered = sql`interval '13 months'`;

/**
 * Removes processed webhooks: receipts after three days, texts after thirty; what could not be interpreted stays for
 * the operator. A keyed hash of each remains for 13 months, so that a captured webhook that is sent again later is
 * still a repeat. Returns how many rows were removed.
 */
export async function pruneArrivals(): Promise<number> {
  await db().execute(sql`DELETE FROM seen_webhooks WHERE seen_at < now() - ${remembered}`);
  for (let total = 0; ; ) {
    const removed = await pruneBatch();
    total += removed;
    if (removed < batchSize) return total;
  }
}

async function pruneBatch(): Promise<number> {
  return db().transaction(async (tx) => {
    const { rows } = await tx.execute<{ id: number; key: string; received_at: string }>(sql`
      SELECT id, key, received_at FROM arrivals WHERE digested_at IS NOT NULL AND problem IS NULL
        AND received_at < now() - CASE kind WHEN 'receipt' THEN interval '3 days' ELSE interval '30 days' END
      ORDER BY id LIMIT ${batchSize} FOR UPDATE SKIP LOCKED`);
    if (rows.length === 0) return 0;
    const seen = JSON.stringify(rows.map((row) => ({ hash: seenHashes(row.key)[0], at: row.received_at })));
    await tx.execute(sql`
      INSERT INTO seen_webhooks (hash, seen_at)
      SELECT hash, at FROM jsonb_to_recordset(${seen}::jsonb) AS s(hash text, at timestamptz) ON CONFLICT DO NOTHING`);
    await tx.execute(sql`DELETE FROM arrivals WHERE id = ANY(${sql.param(rows.map((row) => row.id))}::bigint[])`);
    return rows.length;
  });
}
