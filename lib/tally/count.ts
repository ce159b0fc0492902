import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";

/** Milliseconds between writes: a flood of events must not become a flood of writes. */
const every = 2_000;
/** Kinds of events a process remembers: a carrier that invents codes must not fill the memory. */
const mostKinds = 2_000;

type Book = { open: Map<string, number>; totals: Map<string, number>; timer?: NodeJS.Timeout };
const shared = globalThis as typeof globalThis & { tenfourTally?: Book };
shared.tenfourTally ??= { open: new Map(), totals: new Map() };
const book = shared.tenfourTally;

/** Counts that something happened, now. Written down every two seconds; a crash may lose what came since. */
export function tally(what: string, times = 1): void {
  const name = what.slice(0, 100);
  const known = book.totals.get(name);
  if (known === undefined && book.totals.size >= mostKinds) return;
  book.totals.set(name, (known ?? 0) + times);
  book.open.set(name, (book.open.get(name) ?? 0) + times);
  book.timer ??= setTimeout(() => {
    book.timer = undefined;
    void writeTallies();
  }, every).unref();
}

/** How often each thing has happened in this process since it started. */
export function totals(): ReadonlyMap<string, number> {
  return book.totals;
}

/** Writes down what was counted. Where the database is away the counts wait for the next time. */
export async function writeTallies(): Promise<void> {
  const rows = [...book.open].map(([what, count]) => ({ what, count }));
  if (rows.length === 0) return;
  book.open.clear();
  try {
    await db().execute(sql`
      INSERT INTO tallies (minute, what, count, last_at)
      SELECT date_trunc('minute', now()), what, count, now()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(what text, count int) ORDER BY what
      ON CONFLICT (minute, what) DO UPDATE SET count = tallies.count + excluded.count, last_at = now()`);
  } catch {
    for (const { what, count } of rows) book.open.set(what, (book.open.get(what) ?? 0) + count);
    book.timer ??= setTimeout(() => {
      book.timer = undefined;
      void writeTallies();
    }, every).unref();
  }
}
