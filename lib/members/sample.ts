import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** Tables of fewer rows than this are looked through at once. */
const small = 100_000;

/** A sample of members as the source `m`, the same from one question to the next. */
export const sampled = (share: number): SQL => sql`members m TABLESAMPLE SYSTEM (${share}::real) REPEATABLE (104)`;

/**
 * Which share of the table's pages to look at, in per cent, to meet about so many rows; null where the table is so small
 * that nothing is saved.
 */
export async function sampleShare(tx: Tx, rows: number): Promise<number | null> {
  const found = await tx.execute<{ rows: number }>(
    sql`SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = 'members'::regclass`,
  );
  // -1: never analysed.
  const all = found.rows[0]?.rows ?? -1;
  return all < small ? null : (rows / all) * 100;
}
