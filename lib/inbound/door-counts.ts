import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";

/** Milliseconds between writes: a flood of forged requests must not become a flood of writes. */
const every = 2_000;

const shared = globalThis as typeof globalThis & {
  tenfourDoor?: { counts: Map<string, number>; timer?: NodeJS.Timeout };
};
shared.tenfourDoor ??= { counts: new Map() };
const door = shared.tenfourDoor;

/** Counts what was refused or ignored at the webhook door; nothing else of it is kept. */
export function countAtDoor(what: string): void {
  door.counts.set(what, (door.counts.get(what) ?? 0) + 1);
  door.timer ??= setTimeout(() => {
    door.timer = undefined;
    void writeCounts();
  }, every).unref();
}

/** Writes the counts down. Where the database is away they wait for the next time. */
export async function writeCounts(): Promise<void> {
  const rows = [...door.counts].map(([what, count]) => ({ what, count }));
  if (rows.length === 0) return;
  door.counts.clear();
  try {
    await asSystem("background", () => db()).execute(sql`
      INSERT INTO door_counts (what, count, last_at)
      SELECT what, count, now() FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(what text, count bigint)
      ON CONFLICT (what) DO UPDATE SET count = door_counts.count + excluded.count, last_at = now()`);
  } catch {
    for (const { what, count } of rows) door.counts.set(what, (door.counts.get(what) ?? 0) + count);
  }
}
