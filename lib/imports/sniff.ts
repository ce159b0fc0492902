import { parse } from "csv-parse/sync";
import { fileTypeFromBuffer } from "file-type";
import { becomeUtf8, firstBytes } from "./encoding";
import { looksLikePhone } from "./phone-of-row";
import { guessColumns } from "./recognize/guess";
import { ImportRefused } from "./refused";
import { becomeCsv } from "./vcard";

export type Sniffed = {
  encoding: string;
  delimiter: string;
  /** The first row has the columns' names, as far as can be told. */
  header: boolean;
  firstRow: string[];
  /** Rows above the first row: titles, empty rows. */
  skipped: number;
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
 * Looks at an uploaded file: what it is, its encoding, its delimiter, and where its table begins below title rows. Turns it
 * into a CSV in UTF-8 where it lies. Throws ImportRefused with a sentence for what is no list.
 */
export async function sniff(path: string): Promise<Sniffed> {
  const head = await firstBytes(path, 8192);
  if (head.length === 0) throw new ImportRefused("This file is empty. There is nothing to import.");
  await refuseOtherKinds(head);
  const { encoding, mark } = await becomeUtf8(path);
  if (isCards(await firstBytes(path, 200))) {
    await becomeCsv(path);
    return { ...(await table(path, 0)), encoding: `vCard, ${encoding}` };
  }
  return { ...(await table(path, mark)), encoding };
}

/** Where the table begins, what separates its columns, and its first rows. */
async function table(path: string, mark: number): Promise<Omit<Sniffed, "encoding">> {
  const all = (await firstBytes(path, look)).subarray(mark);
  const whole = all.length + mark < look;
  if (all.toString("utf8").trim() === "") throw new ImportRefused("This file is empty. There is nothing to import.");
  // Excel's own line about what separates the columns is no row.
  const [line = "", separator] = /^"?sep=(.)"?[^\r\n]*(?:\r\n|\n|\r)/i.exec(all.subarray(0, 20).toString("utf8")) ?? [];
  const before = mark + Buffer.byteLength(line);
  const text = all.subarray(before - mark);
  const { delimiter, rows, broken } = separator
    ? { delimiter: separator, ...rowsOf(text, separator, whole) }
    : bestDelimiter(text, whole);
  const at = headerAt(rows);
  const first = rows[at];
  if (broken && rows.length <= at + 1) throw new ImportRefused(neverClosed((rows.at(-1)?.number ?? 0) + 1));
  if (!first) throw new ImportRefused("This file has no row that can be read. Save your list as CSV again.");
  if (first.cells.length > mostColumns) {
    throw new ImportRefused(
      `This file has ${first.cells.length.toLocaleString("en-US")} columns; ${mostColumns} is the most that can be read.`,
    );
  }
  const sample = rows.slice(at + 1, at + 1 + sampled).map((row) => row.cells.map(shown));
  const header = !first.cells.some((cell) => looksLikePhone(cell));
  if (header && sample.length === 0) {
    throw new ImportRefused("This file has names for its columns, but no row below them. There is nobody to import.");
  }
  return {
    delimiter,
    header,
    firstRow: first.cells.map(shown),
    sample,
    skipped: first.number - 1,
    firstRowAt: before + (rows[at - 1]?.end ?? 0),
    secondRowAt: before + first.end,
  };
}

const neverClosed = (row: number) =>
  `Row ${row.toLocaleString("en-US")} opens a quotation mark that is never closed, so the file can't be read. Fix that row and choose the file again.`;

const isCards = (head: Buffer) => /^\s*begin:vcard/i.test(head.toString("utf8").replace(/^\ufeff/, ""));

/** Rows above the table that only say what it is ("Fans of Nadia", "Exported on …"): this many at most. */
const mostTitles = 15;

/**
 * The place of the row with the columns' names. Above the first row of people it is the one with the most names of
 * columns, so that a title with commas or a line with a number to call is none; where no name is known, the first row
 * that fills at least half of the table's columns.
 */
function headerAt(rows: Row[]): number {
  const filled = ({ cells }: Row) => cells.filter((cell) => cell.trim() !== "").length;
  const counts = rows.map(filled).sort((a, b) => a - b);
  const usual = counts[Math.floor(counts.length / 2)] ?? 0;
  const top = rows.slice(0, mostTitles + 1);
  const isData = (row: Row) => filled(row) >= Math.max(1, usual * 0.6) && row.cells.some(looksLikePhone);
  const data = top.findIndex((row, at) => isData(row) && (usual < 2 || at === rows.length - 1 || !isTitle(row)));
  const above = data < 0 ? top : top.slice(0, data);
  const known = above.map(({ cells }) => (cells.some(looksLikePhone) ? 0 : namesIn(cells)));
  const most = Math.max(0, ...known);
  if (most > 0) return known.lastIndexOf(most);
  if (usual < 2) return data > 0 && above.every(isTitle) ? data : 0;
  const at = top.findIndex((row) => filled(row) >= Math.max(2, usual / 2));
  if (at <= 0) return 0;
  return data < 0 ? at : Math.min(at, data);
}

/** How many cells of a row are names that columns have. */
const namesIn = (cells: string[]): number =>
  guessColumns(cells, [], [], looksLikePhone).filter((target) => target !== null).length;

/** A row in which words stand around a number: "Questions? Call 773-365-0101". */
const isTitle = ({ cells }: Row): boolean =>
  cells
    .filter((cell) => cell.trim() !== "")
    .every((cell) => /\p{L}{3,}\P{L}+\p{L}{2,}|\p{L}{4,}.*\d{3}.*\d{4}/u.test(cell));

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
  // Contact cards are read (vcard.ts).
  if (start.startsWith("begin:vcard")) return;
  if (kind && kind.mime !== "application/xml" && !kind.mime.startsWith("text/")) {
    throw new ImportRefused(
      `This is a ${kind.ext.toUpperCase()} file, whatever its name says. Please save your list as CSV and choose that.`,
    );
  }
  if (/^(<!doctype|<html|<\?xml|<table)/.test(start)) {
    throw new ImportRefused("This is a web page, not a list. Please save your list as CSV and choose that.");
  }
  if (/^[{[]\s*["{[]/.test(start))
    throw new ImportRefused("This is a JSON file. Please save your list as CSV and choose that.");
}

/** `number` as a spreadsheet counts rows, `end` in bytes. */
type Row = { cells: string[]; end: number; number: number };
/** `broken`: reading stopped at a quotation mark that is never closed. */
type Rows = { rows: Row[]; broken: boolean };

/** The delimiter under which most rows have the same number of columns, and more than one. */
function bestDelimiter(text: Buffer, whole: boolean): Rows & { delimiter: string } {
  const tries = delimiters.map((delimiter) => {
    const { rows, broken } = rowsOf(text, delimiter, whole);
    const widths = rows.map((row) => row.cells.length);
    // The usual width, and not the first row's: titles may stand above the table.
    const width = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
    const alike = widths.filter((one) => one === width).length / Math.max(1, widths.length);
    return { delimiter, rows, broken, score: width > 1 ? alike * 100 + Math.min(width, 50) : 0 };
  });
  return tries.reduce((best, one) => (one.score > best.score ? one : best));
}

/** Rows in the first part of a file; the last one may be cut off and is left out unless it is the file's last. */
function rowsOf(text: Buffer, delimiter: string, whole: boolean): Rows {
  const rows: Row[] = [];
  try {
    parse(text, {
      ...csvOptions(delimiter),
      info: true,
      to: 200,
      on_record: (record: unknown) => {
        // With `info` each record is wrapped: csv-parse's types do not say so.
        const { record: cells, info } = record as { record: string[]; info: Info };
        rows.push({ cells, end: info.bytes, number: info.records + info.empty_lines });
        return null;
      },
    });
  } catch {
    // The cut may fall within quotes; what was read before it stands. Further down the dry run finds such a quote.
    return { rows, broken: true };
  }
  const complete = whole || rows.length >= 200;
  return { rows: complete ? rows : rows.slice(0, Math.max(1, rows.length - 1)), broken: false };
}

type Info = { bytes: number; records: number; empty_lines: number };
