import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Entry } from "./entries";

/**
 * Append-only file, one JSON object a line, written before an answer or a webhook leaves. What was handed to the
 * operating system survives a kill -9 of this process; lines of one turn of the event loop are written together.
 */
export class Ledger {
  readonly path: string;
  size: number;
  readonly #fd: number;
  #lines: string[] = [];
  #waiting: ((error: Error | null) => void)[] = [];
  #planned = false;
  #closed = false;

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.path = join(dir, "ledger.ndjson");
    this.#fd = openSync(this.path, "a+", 0o600);
    this.size = fstatSync(this.#fd).size;
    this.#endTornLine();
  }

  /** Writes an entry down; `then` is called once it is out of this process, with an error when the disk refused. */
  append(entry: Entry, then?: (error: Error | null) => void): void {
    if (this.#closed) return;
    this.#lines.push(JSON.stringify(entry));
    if (then) this.#waiting.push(then);
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(this.#flush);
  }

  /** Calls `each` with every readable entry, oldest first. */
  async replay(each: (entry: Entry) => void): Promise<void> {
    for await (const line of this.lines()) {
      const entry = parse(line);
      if (entry) each(entry);
    }
  }

  /** Every line written so far, oldest first. */
  async *lines(): AsyncGenerator<string> {
    const file = await open(this.path, "r");
    try {
      if (this.size > 0) yield* file.readLines({ end: this.size - 1, autoClose: false });
    } finally {
      await file.close();
    }
  }

  /** The newest `limit` entries before byte `before` (default: the end), newest first; `next` is the key of the next page. */
  async page(
    before: number | null,
    limit: number,
  ): Promise<{ entries: (Entry & { key: number })[]; next: number | null }> {
    const end = Math.max(0, Math.min(before ?? this.size, this.size));
    const file = await open(this.path, "r");
    try {
      let start = end;
      let read: Buffer = Buffer.alloc(0);
      let newlines = 0;
      while (start > 0 && newlines <= limit) {
        const length = Math.min(65_536, start);
        start -= length;
        const chunk = Buffer.alloc(length);
        await file.read(chunk, 0, length, start);
        for (const byte of chunk) if (byte === 10) newlines++;
        read = Buffer.concat([chunk, read]);
      }
      return pageOf(read, start, limit);
    } finally {
      await file.close();
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    closeSync(this.#fd);
  }

  readonly #flush = (): void => {
    this.#planned = false;
    if (this.#closed || this.#lines.length === 0) return;
    const waiting = this.#waiting;
    const bytes = Buffer.from(`${this.#lines.join("\n")}\n`);
    this.#lines = [];
    this.#waiting = [];
    let failure: Error | null = null;
    try {
      for (let written = 0; written < bytes.length; ) {
        const count = writeSync(this.#fd, bytes, written);
        written += count;
        this.size += count;
      }
    } catch (error) {
      failure = error as Error;
    }
    for (const then of waiting) then(failure);
  };

  /** A machine that lost power may leave half a line: it is closed, so that the next line is whole. */
  #endTornLine(): void {
    if (this.size === 0) return;
    const last = Buffer.alloc(1);
    readSync(this.#fd, last, 0, 1, this.size - 1);
    if (last[0] !== 10) this.size += writeSync(this.#fd, "\n");
  }
}

function pageOf(read: Buffer, start: number, limit: number) {
  const entries: (Entry & { key: number })[] = [];
  let end = read.length;
  if (end > 0 && read[end - 1] === 10) end--;
  let oldest = start + read.length;
  while (entries.length < limit && end > 0) {
    const from = read.lastIndexOf(10, end - 1) + 1;
    // Without a newline before it the line may begin in an earlier chunk.
    if (from === 0 && start > 0) break;
    const entry = parse(read.toString("utf8", from, end));
    oldest = start + from;
    if (entry) entries.push({ ...entry, key: oldest });
    end = from - 1;
  }
  return { entries, next: oldest > 0 && entries.length > 0 ? oldest : null };
}

function parse(line: string): Entry | null {
  try {
    return line ? (JSON.parse(line) as Entry) : null;
  } catch {
    return null;
  }
}
