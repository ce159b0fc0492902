import { readBatches } from "../rows";

/** What is known of one column after all rows were read. */
export type ColumnProfile = {
  /** Its first values that are not empty. */
  values: string[];
  /** Its different values with how often they occur; null where there are too many to be answers to a question. */
  distinct: Map<string, number> | null;
};

const mostValues = 50;
const mostDistinct = 40;
/** Characters of a value that can be an answer such as “yes” or “opted out”. */
const longestAnswer = 60;
const batch = 1_000;

/**
 * Reads every row of a file once, in bounded memory, to learn what its columns contain: their first rows may be empty.
 * Stops early once no column can tell more, and quietly at a row that can't be read, which the dry run reports.
 * `from.offset` is the byte where the rows begin.
 */
export async function profileColumns(
  path: string,
  from: { offset: number; delimiter: string },
  width: number,
): Promise<ColumnProfile[]> {
  const columns: ColumnProfile[] = Array.from({ length: width }, () => ({ values: [], distinct: new Map() }));
  try {
    for await (const { rows } of readBatches(path, { ...from, lastRow: 0 }, batch)) {
      let open = false;
      columns.forEach((column, at) => {
        if (column.distinct === null && column.values.length >= mostValues) return;
        open = true;
        for (const { cells } of rows) add(column, cells[at]?.trim() ?? "");
      });
      if (!open) break;
    }
  } catch {
    // The dry run names the row.
  }
  return columns;
}

function add(column: ColumnProfile, text: string): void {
  if (text === "") return;
  if (column.values.length < mostValues) column.values.push(text.slice(0, 200));
  const { distinct } = column;
  if (distinct === null) return;
  const known = distinct.get(text);
  if (known !== undefined) distinct.set(text, known + 1);
  else if (text.length > longestAnswer || distinct.size >= mostDistinct) column.distinct = null;
  else distinct.set(text, 1);
}

/** The values of all columns as rows, for looking at columns one by one: a row of it is no row of the file. */
export function valuesAsRows(columns: ColumnProfile[]): string[][] {
  const height = Math.max(0, ...columns.map(({ values }) => values.length));
  return Array.from({ length: height }, (_, row) => columns.map(({ values }) => values[row] ?? ""));
}
