import { db, type Tx } from "@/lib/db/client";
import { type Tally, talliesOf } from "@/lib/tally/queries";
import { ago } from "./ago";

/** One of the carrier's ways of bringing something, and when it last did. */
export type Door = { name: string; lastAt: Date; lastHour: number; lastDay: number };
/** `seen`: accepted. `refused`: not proven to be the carrier's. `genuine`: the carrier's, and refused all the same. */
export type Doors = { seen: Door[]; refused: Door[]; genuine: Door[]; clock: ClockError | null };
/** Which way and by how many seconds this machine's clock differs from the carrier's, as its signatures show. */
export type ClockError = { seconds: number; runs: "fast" | "slow"; lastAt: Date };

const ways: Record<string, string> = { messages: "Messages API", sms: "SMS API", voice: "Calls" };
const kinds: Record<string, string> = {
  text: "texts",
  receipt: "receipts",
  call: "coming in",
  event: "how they went",
  recording: "messages left",
  ignored: "other channels",
  unreadable: "not understood",
  refused: "not proven to be the carrier’s",
  clock: "signed at another time than our clock shows",
  off: "refused: this API is turned off here",
};

const genuine = new Set(["clock", "off"]);

/** What came through the webhook doors lately, by way and kind. */
export async function doors(tx: Tx): Promise<Doors> {
  const rows = (await talliesOf(tx, "door:")).map((row) => {
    const [, via = "", kind = ""] = row.what.split(":");
    const name = [ways[via] ?? via, kinds[kind] ?? kind].filter(Boolean).join(", ");
    return { kind, name, lastAt: row.lastAt, lastHour: row.lastHour, lastDay: row.lastDay };
  });
  const of = (fits: (kind: string) => boolean) =>
    rows.filter((row) => fits(row.kind)).map(({ kind: _, ...door }) => door);
  const seen = of((kind) => kind !== "refused" && !genuine.has(kind));
  return {
    seen,
    refused: of((kind) => kind === "refused"),
    genuine: of((kind) => genuine.has(kind)),
    clock: clockError(await talliesOf(tx, "clock:"), await talliesOf(tx, "late:"), seen),
  };
}

/** Fewer late webhooks than this say nothing about a clock. */
const fewLate = 5;
/** Seconds by which the delays of webhooks differ at most where a clock is the cause; retries differ by much more. */
const evenlyLate = 90;

/**
 * What the last hour's signatures say about this machine's clock; null where nothing is wrong. Refused ones name the
 * difference. Accepted ones show a fast clock where all of them are late by nearly the same. Pure.
 */
export function clockError(refused: Tally[], late: Tally[], seen: Pick<Door, "lastHour">[]): ClockError | null {
  const secondsOf = (row: Tally) => Number(row.what.split(":")[1]);
  const [worst] = refused.filter((row) => row.lastHour > 0);
  if (worst) {
    const off = secondsOf(worst);
    return { seconds: Math.abs(off), runs: off > 0 ? "slow" : "fast", lastAt: worst.lastAt };
  }
  const recent = late.filter((row) => row.lastHour > 0);
  const count = recent.reduce((sum, row) => sum + row.lastHour, 0);
  if (count < fewLate || count < seen.reduce((sum, door) => sum + door.lastHour, 0)) return null;
  const delays = recent.map(secondsOf);
  const least = Math.min(...delays);
  if (Math.max(...delays) - least > evenlyLate) return null;
  return { seconds: least, runs: "fast", lastAt: (recent[0] as Tally).lastAt };
}

/** The clock's error in words, with what to do. Pure. */
export function clockSentence({ seconds, runs }: ClockError): string {
  return `This machine’s clock is ${seconds.toLocaleString("en-US")} seconds ${runs === "slow" ? "behind" : "ahead of"} the carrier’s. Turn on time synchronization (NTP).`;
}

/** Whether webhooks arrive and are signed as we expect: what only the carrier's own webhooks can tell. */
export async function webhookFinding(now = new Date()): Promise<{
  what: "arriving";
  state: "good" | "warning" | "bad";
  sentence: string;
}> {
  return { what: "arriving", ...judge(await doors(db()), now) };
}

/** What to do where the account uses the API that is turned off here. */
export const dialectIsOff =
  "Vonage sends webhooks by its older SMS API, which is turned off here. Switch the account to the Messages API, or choose how the SMS API signs (Settings → Carrier, or VONAGE_SIGNATURE_METHOD).";

/** Pure. A forger may knock at any time, so refusals alone are bad only while nothing right comes. */
export function judge(
  { seen, refused, genuine, clock }: Doors,
  now: Date,
): { state: "good" | "warning" | "bad"; sentence: string } {
  const last = newest(seen);
  const wrong = newest(refused);
  if (clock) return { state: "bad", sentence: clockSentence(clock) };
  const off = newest(genuine);
  if (off && (!last || off.lastAt > last.lastAt)) return { state: "bad", sentence: dialectIsOff };
  if (wrong && (!last || wrong.lastAt > last.lastAt)) {
    const sentence = `The last webhook, ${ago(wrong.lastAt, now)} ago, was not signed with our signature secret. If it was the carrier’s, the secret here is another one than in the account.`;
    return { state: last ? "warning" : "bad", sentence };
  }
  if (!last) {
    const sentence = "No webhook has come yet. Text one of your numbers: it proves address and signature secret.";
    return { state: "warning", sentence };
  }
  return { state: "good", sentence: `The last webhook came ${ago(last.lastAt, now)} ago and was signed right.` };
}

function newest(doors: Door[]): Door | undefined {
  return doors.reduce<Door | undefined>((best, one) => (!best || one.lastAt > best.lastAt ? one : best), undefined);
}
