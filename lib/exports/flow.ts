import { type Cell, csvText } from "./csv";

/** Rows that are asked of the database at once: enough to be quick, few enough to be forgotten. */
export const batchRows = 4_000;

/**
 * A CSV made batch by batch: `next` answers the rows behind the last one, in the order of their keys. No cursor and no
 * transaction is held open while somebody's line is slow; the memory it takes does not grow with the rows.
 */
export async function* flow<Row>(
  header: string[],
  next: (last: Row | null) => Promise<Row[]>,
  cells: (row: Row) => Cell[],
): AsyncGenerator<string> {
  yield csvText([header], { first: true });
  let last: Row | null = null;
  for (;;) {
    const rows: Row[] = await next(last);
    if (rows.length > 0) yield csvText(rows.map(cells));
    if (rows.length < batchRows) return;
    last = rows.at(-1) as Row;
  }
}

/** "members-2026-11-24": what was exported, and the day in the leader's zone. */
export function exportName(what: string, timeZone: string, now: Date): string {
  return `${what}-${new Intl.DateTimeFormat("en-CA", { timeZone }).format(now)}`;
}
