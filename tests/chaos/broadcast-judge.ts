import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Entry } from "@/lib/carrier/simulator/entries";

/** A delivery as the product has it at the end. */
export type Row = {
  memberId: number;
  phone: string;
  state: string;
  carrierId: string | null;
  parts: number;
  held: boolean;
  replied: boolean;
  optedOut: boolean;
};
/** What the carrier wrote down of broadcasts, as the judge needs it. */
export type Book = {
  /** Accepted sends by ref, each with when and how it was to end. */
  accepted: Map<string, { at: number; id: string; failed: boolean; to: string }[]>;
  /** By phone: when its STOP was answered 2xx first. */
  stopped: Map<string, number>;
  throttled: number;
};
export type Told = { recipients: number; rows: Row[]; counts: Record<string, number>; optedOutPhones: Set<string> };
export type Verdict = { broken: string[]; counts: Record<string, number> };

/** Milliseconds a request that had left before a STOP came may still take to be accepted. */
const underWay = 3_000;

/** Reads a ledger, whatever its size, keeping what concerns one broadcast. */
export async function readBook(dir: string, prefix: string): Promise<Book> {
  const book: Book = { accepted: new Map(), stopped: new Map(), throttled: 0 };
  const stops = new Map<string, string>();
  for await (const line of createInterface({ input: createReadStream(join(dir, "ledger.ndjson")) })) {
    if (!line.startsWith("{") || !line.endsWith("}")) continue;
    const entry = JSON.parse(line) as Entry;
    if (entry.k === "sent" && entry.ref?.startsWith(prefix)) {
      const one = { at: entry.at, id: entry.id, failed: entry.code !== undefined, to: entry.to };
      book.accepted.set(entry.ref, [...(book.accepted.get(entry.ref) ?? []), one]);
    } else if (entry.k === "text" && entry.text === "STOP") stops.set(entry.id, entry.from);
    else if (entry.k === "refused" && entry.status === 429) book.throttled++;
    else if (entry.k === "hook" && entry.status >= 200 && entry.status < 300) {
      const phone = stops.get(entry.id);
      if (phone && !book.stopped.has(phone)) book.stopped.set(phone, entry.at);
    }
  }
  return book;
}

/** Compares what the carrier wrote down with what the product believes, and its counts with its rows. */
export function judgeBroadcast(book: Book, told: Told, refOf: (memberId: number) => string): Verdict {
  const broken: string[] = [];
  const wrong = (what: string, examples: unknown[]) => {
    if (examples.length > 0) broken.push(`${examples.length} × ${what}, as ${JSON.stringify(examples.slice(0, 3))}`);
  };
  const { rows, recipients } = told;
  if (rows.length !== recipients) broken.push(`${rows.length} rows for ${recipients} recipients`);
  const settled = new Set(["sent", "delivered", "failed", "unconfirmed", "withheld", "dropped"]);
  wrong(
    "a recipient that is not accounted for",
    rows.filter((row) => !settled.has(row.state)),
  );

  wrong(
    "a text the carrier accepted twice",
    [...book.accepted].filter(([, all]) => all.length > 1).map(([ref]) => ref),
  );
  const toPhone = new Map<string, number>();
  for (const [one] of book.accepted.values()) if (one) toPhone.set(one.to, (toPhone.get(one.to) ?? 0) + 1);
  wrong(
    "a phone that got it twice",
    [...toPhone].filter(([, times]) => times > 1),
  );

  const known = new Set(rows.map((row) => refOf(row.memberId)));
  wrong(
    "an accepted text that is nobody's",
    [...book.accepted.keys()].filter((ref) => !known.has(ref)),
  );
  const acceptedOf = (row: Row) => book.accepted.get(refOf(row.memberId))?.[0];
  wrong(
    "a text the carrier accepted that the product does not know as settled by its receipt",
    rows.filter((row) => {
      const one = acceptedOf(row);
      return one !== undefined && row.state !== (one.failed ? "failed" : "delivered");
    }),
  );
  wrong(
    "a text shown as sent that the carrier never took",
    rows.filter((row) => ["sent", "delivered", "failed"].includes(row.state) && acceptedOf(row)?.id !== row.carrierId),
  );

  const late = [...book.stopped].flatMap(([phone, stoppedAt]) =>
    [...book.accepted.values()].flatMap(([one]) =>
      one && one.to === phone && one.at > stoppedAt ? [{ phone, late: one.at - stoppedAt }] : [],
    ),
  );
  wrong(
    "somebody texted after their STOP was accepted",
    late.filter((one) => one.late > underWay),
  );
  wrong(
    "a STOP that was lost",
    [...book.stopped.keys()].filter((phone) => !told.optedOutPhones.has(phone)),
  );

  for (const [name, counted] of Object.entries(countRows(rows))) {
    if ((told.counts[name] ?? 0) !== counted)
      broken.push(`the count of ${name} is ${told.counts[name] ?? 0}, the rows say ${counted}`);
  }
  const states = countRows(rows);
  return {
    broken,
    counts: {
      recipients,
      "accepted by the carrier": book.accepted.size,
      delivered: states.delivered ?? 0,
      failed: states.failed ?? 0,
      withheld: states.withheld ?? 0,
      "unconfirmed, never accepted by the carrier": states.unconfirmed ?? 0,
      throttled: book.throttled,
      "STOPs accepted": book.stopped.size,
      replies: states.replies ?? 0,
      "latest text after a STOP, ms (its request was under way)": Math.max(0, ...late.map((one) => one.late)),
    },
  };
}

function countRows(rows: Row[]): Record<string, number> {
  const of = (test: (row: Row) => boolean) => rows.filter(test).length;
  const states = ["waiting", "sending", "sent", "delivered", "failed", "unconfirmed", "withheld", "dropped"];
  return {
    recipients: rows.length,
    ...Object.fromEntries(states.map((state) => [state, of((row) => row.state === state)])),
    held: of((row) => row.state === "waiting" && row.held),
    replies: of((row) => row.replied),
    opt_outs: of((row) => row.optedOut),
    parts: rows.reduce((sum, row) => sum + (row.carrierId === null ? 0 : row.parts), 0),
  };
}
