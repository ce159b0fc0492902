import { stringify } from "csv-stringify/sync";

export type Cell = string | number | boolean | null | undefined;

/**
 * Rows as CSV text, every line ended by CR LF (RFC 4180). With `first`, the text begins with the mark by which Excel
 * knows UTF-8. A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV injection");
 * numbers of our own, also negative ones, stay numbers, and so does a phone number's plus.
 */
export function csvText(rows: Cell[][], options: { first?: boolean } = {}): string {
  return stringify(
    rows.map((row) => row.map(harmless)),
    // A line feed alone is no end of a line here, but it is one for whoever reads it.
    { bom: options.first ?? false, record_delimiter: "windows", quoted_match: /[\r\n]/ },
  );
}

/** What it takes to be read as text by every spreadsheet. */
export function harmless(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  if (/^\+\d{7,15}$/.test(cell)) return cell;
  return /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

/** A CSV that flows: read by the browser as it is made, never whole in memory. The name is the file's, without ending. */
export function csvResponse(texts: AsyncIterator<string>, name: string): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await texts.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        controller.error(error);
      }
    },
    async cancel() {
      await texts.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name.replace(/[^\w.-]+/g, "-")}.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
