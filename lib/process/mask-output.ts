import { maskText, maskValue } from "@/lib/log";

const methods = ["log", "info", "warn", "error", "debug", "trace"] as const;

/**
 * Masks everything that this process, or the thread it is called in, writes to standard output and error, as lib/log.ts
 * does with its own lines: Next prints errors that nobody caught, and drizzle's repeat the failing query's values. Call
 * it before Next is loaded.
 */
export function maskOutput(): void {
  for (const method of methods) {
    const print = console[method].bind(console);
    console[method] = (...args: unknown[]) =>
      print(
        ...args.map((arg) => (arg instanceof Error ? printable(arg) : typeof arg === "object" ? maskValue(arg) : arg)),
      );
  }
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => write(maskChunk(chunk), ...rest)) as never;
  }
}

/** What `console` would print of an error, but for the fields in which drivers keep people's data. */
function printable(error: Error): string {
  const { digest } = error as { digest?: unknown };
  const plain = maskValue(error) as { type: string; message: string; code?: string; stack?: string };
  const head = plain.stack ?? `${plain.type}: ${plain.message}`;
  const facts = [plain.code && `code: ${plain.code}`, typeof digest === "string" && `digest: ${maskText(digest)}`];
  const more = facts.filter(Boolean).map((fact) => `\n    ${fact}`);
  const cause = error.cause instanceof Error ? `\n  [cause]: ${printable(error.cause)}` : "";
  return head + more.join("") + cause;
}

/** What masks a digit, as its UTF-8 bytes look when they are read as latin1. */
const dot = Buffer.from("•").toString("latin1");

/** Bytes are read as latin1 and written back as such, so that a character cut in two by a chunk stays as it is. */
function maskChunk(chunk: string | Uint8Array): string | Uint8Array {
  if (typeof chunk === "string") return maskText(chunk);
  return Buffer.from(maskText(Buffer.from(chunk).toString("latin1")).replaceAll("•", dot), "latin1");
}
