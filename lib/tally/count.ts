import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";

/** Milliseconds between writes: a flood of events must not become a flood of writes. */
const every = 2_000;
/** Kinds of events a process remembers: a carrier that invents codes must not fill the memory. */
const mostKinds = 2_000;

type Counted = { what: string; count: number };
type Hear = (counted: Counted[]) => void;
type Book = { open: Map<string, number>; totals: Map<string, number>; heard: Set<Hear>; timer?: NodeJS.Timeout };
const shared = globalThis as typeof globalThis & { tenfourTally?: Book };
shared.tenfourTally ??= { open: new Map(), totals: new Map(), heard: new Set() };
const book = shared.tenfourTally;

/** Counts that something happened, now. Written down every two seconds; a crash may lose what came since. */
export function tally(what: string, times = 1): void {
  const name = what.slice(0, 100);
  if (!addTotal(name, times)) return;
  book.open.set(name, (book.open.get(name) ?? 0) + times);
  book.timer ??= setTimeout(() => {
    book.timer = undefined;
    void writeTallies();
  }, every).unref();
}

function addTotal(name: string, times: number): boolean {
  const known = book.totals.get(name);
  if (known === undefined && book.totals.size >= mostKinds) return false;
  book.totals.set(name, (known ?? 0) + times);
  return true;
}

/** Takes over what another thread of this process has counted, and written down itself. */
export function addTotals(counted: Counted[]): void {
  for (const { what, count } of counted) addTotal(what, count);
}

/** Calls `hear` with what was counted, each time it is written down. */
export function onTallied(hear: Hear): void {
  book.heard.add(hear);
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
    // A request may have set the timer; the counts are nobody's in particular.
    await asSystem("background", () => db()).execute(sql`
      INSERT INTO tallies (minute, what, count, last_at)
      SELECT date_trunc('minute', now()), what, count, now()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(what text, count int) ORDER BY what
      ON CONFLICT (minute, what) DO UPDATE SET count = tallies.count + excluded.count, last_at = now()`);
    for (const hear of book.heard) hear(rows);
  } catch {
    for (const { what, count } of rows) book.open.set(what, (book.open.get(what) ?? 0) + count);
    book.timer ??= setTimeout(() => {
      book.timer = undefined;
      void writeTallies();
    }, every).unref();
  }
}
