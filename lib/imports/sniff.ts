import { parse } from "csv-parse/sync";
import { fileTypeFromBuffer } from "file-type";
import { becomeUtf8, firstBytes } from "./encoding";
import { looksLikePhone } from "./phone-of-row";
import { ImportRefused } from "./refused";

export type Sniffed = {
  encoding: string;
  delimiter: string;
  /** The first row has the columns' names, as far as can be told. */
  header: boolean;
  firstRow: string[];
  /** Rows after the first, for the preview and the guess. */
  sample: string[][];
  /** Bytes where the first and the second row begin. */
  firstRowAt: number;
  secondRowAt: number;
};

export const delimiters = [",", ";", "\t", "|"] as const;
/** How much of a file is looked at for its delimiter and its preview, in bytes. */
const look = 256 * 1024;
const sampled = 20;
/** More columns than this is no list of people. */
const mostColumns = 500;
/** How much of a cell is kept for the preview. */
const mostShown = 200;

/** Options by which the file is read everywhere: forgiving of stray quotes and of rows that are too short or long. */
export const csvOptions = (delimiter: string) => ({
  delimiter,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
  // A quotation mark that is never closed would swallow the rest of the file as one cell.
  max_record_size: 128 * 1024,
});

/**
 * Looks at an uploaded file: what it is, what it is written in, how its columns are separated. Turns it into UTF-8
 * where it lies. Throws ImportRefused with a sentence for what is no list.
 */
export async function sniff(path: string): Promise<Sniffed> {
  const head = await firstBytes(path, 8192);
  if (head.length === 0) throw new ImportRefused("This file is empty. There is nothing to import.");
  await refuseOtherKinds(head);
  const { encoding, mark } = await becomeUtf8(path);
  const text = (await firstBytes(path, look)).subarray(mark);
  const whole = text.length + mark < look;
  if (text.toString("utf8").trim() === "") throw new ImportRefused("This file is empty. There is nothing to import.");
  const { delimiter, rows } = bestDelimiter(text, whole);
  const first = rows[0];
  if (!first) throw new ImportRefused("This file has no row that can be read. Please save your list as CSV again.");
  if (first.cells.length > mostColumns) {
    throw new ImportRefused(
      `This file has ${first.cells.length.toLocaleString("en-US")} columns; ${mostColumns} is the most that can be read.`,
    );
  }
  const sample = rows.slice(1, sampled + 1).map((row) => row.cells.map(shown));
  const header = !first.cells.some((cell) => looksLikePhone(cell));
  if (header && sample.length === 0) {
    throw new ImportRefused("This file has names for its columns, but no row below them. There is nobody to import.");
  }
  return {
    encoding,
    delimiter,
    header,
    firstRow: first.cells.map(shown),
    sample,
    firstRowAt: mark,
    secondRowAt: mark + first.end,
  };
}

const shown = (cell: string) => cell.replaceAll("\0", "").slice(0, mostShown);

/** Files that people take for a CSV, by their first bytes, whatever their name says. */
async function refuseOtherKinds(head: Buffer): Promise<void> {
  // The mark of UTF-16 looks like a frame of MPEG sound.
  const wide = head[0] === 0xff && head[1] === 0xfe;
  const kind = wide ? undefined : await fileTypeFromBuffer(head);
  const start = head
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart()
    .slice(0, 200)
    .toLowerCase();
  if (
    kind?.ext === "xlsx" ||
    kind?.ext === "zip" ||
    kind?.ext === "cfb" ||
    kind?.ext === "ods" ||
    kind?.ext === "docx"
  ) {
    throw new ImportRefused(
      "This is an Excel or office file, whatever its name says. In Excel choose File, Save as, “CSV UTF-8”, and import that.",
    );
  }
  if (kind && kind.mime !== "application/xml" && !kind.mime.startsWith("text/")) {
    throw new ImportRefused(
      `This is a ${kind.ext.toUpperCase()} file, whatever its name says. Please save your list as CSV and choose that.`,
    );
  }
  if (start.startsWith("begin:vcard")) {
    throw new ImportRefused("This is a file of contact cards (vCard). Please export your contacts as CSV instead.");
  }
  if (/^(<!doctype|<html|<\?xml|<table)/.test(start)) {
    throw new ImportRefused("This is a web page, not a list. Please save your list as CSV and choose that.");
  }
  if (/^[{[]\s*["{[]/.test(start))
    throw new ImportRefused("This is a JSON file. Please save your list as CSV and choose that.");
}

type Row = { cells: string[]; end: number };

/** The delimiter under which most rows have the same number of columns, and more than one. */
function bestDelimiter(text: Buffer, whole: boolean): { delimiter: string; rows: Row[] } {
  const tries = delimiters.map((delimiter) => {
    const rows = rowsOf(text, delimiter, whole);
    const widths = rows.map((row) => row.cells.length);
    const width = widths[0] ?? 0;
    const alike = widths.filter((one) => one === width).length / Math.max(1, widths.length);
    return { delimiter, rows, score: width > 1 ? alike * 100 + Math.min(width, 50) : 0 };
  });
  return tries.reduce((best, one) => (one.score > best.score ? one : best));
}

/** Rows in the first part of a file; the last one may be cut off and is left out unless it is the file's last. */
function rowsOf(text: Buffer, delimiter: string, whole: boolean): Row[] {
  const rows: Row[] = [];
  try {
    parse(text, {
      ...csvOptions(delimiter),
      info: true,
      to: 200,
      on_record: (record: unknown) => {
        // With `info` each record is wrapped: csv-parse's types do not say so.
        const { record: cells, info } = record as { record: string[]; info: { bytes: number } };
        rows.push({ cells, end: info.bytes });
        return null;
      },
    });
  } catch {
    // The cut may fall within quotes; what was read before it stands. A quote that is never closed is found in the dry run.
    return rows;
  }
  return whole || rows.length >= 200 ? rows : rows.slice(0, Math.max(1, rows.length - 1));
}
