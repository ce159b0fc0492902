import { carrier } from "@/lib/carrier/current";
import type { Tx } from "@/lib/db/client";
import { type Tally, talliesOf } from "@/lib/tally/queries";

/** One way in which texts fail, in words. */
export type FailureRow = { code: string; reason: string; lastHour: number; lastDay: number; lastAt: Date };
type Counts = { lastHour: number; lastDay: number };

export type Sending = {
  accepted: Counts;
  delivered: Counts;
  /** Refused by the carrier, or not delivered as its receipts say. */
  failed: Counts;
  /** The carrier asked us to slow down, or could not be reached; these texts are tried again. */
  throttled: Counts;
  /** The line broke before an answer: it may or may not have gone out. */
  unknown: Counts;
  /** By code, the most frequent of the last day first. */
  failures: FailureRow[];
};

/** What has become of what was sent, in the last hour and the last 24. */
export async function sending(tx: Tx): Promise<Sending> {
  const [answers, receipts] = await Promise.all([talliesOf(tx, "send:"), talliesOf(tx, "receipt:")]);
  return summed([...answers, ...receipts], (code) => carrier().explain(code).reason);
}

/** Pure. */
export function summed(tallies: Tally[], reasonOf: (code: string) => string): Sending {
  const sum = (fits: (what: string) => boolean): Counts => {
    const rows = tallies.filter((row) => fits(row.what));
    return {
      lastHour: rows.reduce((total, row) => total + row.lastHour, 0),
      lastDay: rows.reduce((total, row) => total + row.lastDay, 0),
    };
  };
  const byCode = new Map<string, FailureRow>();
  for (const { what, lastHour, lastDay, lastAt } of tallies) {
    const code = /^(?:send:refused|receipt:failed):(.+)$/.exec(what)?.[1];
    if (!code || lastDay === 0) continue;
    const before = byCode.get(code);
    byCode.set(code, {
      code,
      reason: reasonOf(code),
      lastHour: lastHour + (before?.lastHour ?? 0),
      lastDay: lastDay + (before?.lastDay ?? 0),
      lastAt: before && before.lastAt > lastAt ? before.lastAt : lastAt,
    });
  }
  return {
    accepted: sum((what) => what === "send:accepted"),
    delivered: sum((what) => what === "receipt:delivered"),
    failed: sum((what) => what.startsWith("send:refused") || what.startsWith("receipt:failed")),
    throttled: sum((what) => what === "send:throttled"),
    unknown: sum((what) => what === "send:unknown"),
    failures: [...byCode.values()].sort((a, b) => b.lastDay - a.lastDay),
  };
}
