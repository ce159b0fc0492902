import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { type Read, type Reading, readRow } from "./read-row";
import { csvOptions } from "./sniff";

export type FileRow = { row: number; cells: string[] };
/** Rows of a file, and the bytes behind the last of them: reading goes on there. */
export type FileBatch = { rows: FileRow[]; offset: number };
export type ReadRow = FileRow & { read: Read };
export type ReadBatch = { rows: ReadRow[]; offset: number };

/**
 * Rows of a file as they are understood, always one batch ahead: while the database writes one down, the next is read.
 * The memory it takes is that of two batches.
 */
export async function* readAhead(
  path: string,
  from: { offset: number; lastRow: number; delimiter: string },
  size: number,
  by: Reading,
): AsyncGenerator<ReadBatch> {
  const batches = readBatches(path, from, size);
  const next = async (): Promise<ReadBatch | null> => {
    const { value, done } = await batches.next();
    if (done) return null;
    return { offset: value.offset, rows: value.rows.map((one) => ({ ...one, read: readRow(one.cells, by) })) };
  };
  let coming = next();
  try {
    for (;;) {
      const batch = await coming;
      if (!batch) return;
      coming = next();
      // Trouble with what is read ahead is told when its turn comes.
      coming.catch(() => {});
      yield batch;
    }
  } finally {
    await coming.catch(() => {});
    await batches.return(undefined);
  }
}

/** The file's rows cannot be told apart from here on. */
export class UnreadableRow extends Error {
  constructor(
    readonly row: number,
    cause: unknown,
  ) {
    super(`row ${row}`, { cause });
  }
}

/**
 * Reads a file from a byte on in batches, and never holds more of it than a batch. `lastRow` is the number of the row
 * before that byte; rows are numbered as a spreadsheet numbers them, from 1, empty ones counted.
 */
export async function* readBatches(
  path: string,
  from: { offset: number; lastRow: number; delimiter: string },
  size: number,
): AsyncGenerator<FileBatch> {
  const file = createReadStream(path, { start: from.offset, highWaterMark: 128 * 1024 });
  const parser = parse({ ...csvOptions(from.delimiter), info: true });
  file.on("error", (error) => parser.destroy(error));
  file.pipe(parser);
  let rows: FileRow[] = [];
  let row = from.lastRow;
  let offset = from.offset;
  try {
    for await (const one of parser as AsyncIterable<{
      record: string[];
      info: { bytes: number; records: number; empty_lines: number };
    }>) {
      row = from.lastRow + one.info.records + one.info.empty_lines;
      offset = from.offset + one.info.bytes;
      rows.push({ row, cells: one.record });
      if (rows.length < size) continue;
      yield { rows, offset };
      rows = [];
    }
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith("CSV_")) throw new UnreadableRow(row + 1, error);
    throw error;
  } finally {
    file.destroy();
  }
  if (rows.length > 0) yield { rows, offset };
}
