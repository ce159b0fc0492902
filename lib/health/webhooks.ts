import { db, type Tx } from "@/lib/db/client";
import { talliesOf } from "@/lib/tally/queries";
import { ago } from "./ago";

/** One of the carrier's ways of bringing something, and when it last did. */
export type Door = { name: string; lastAt: Date; lastHour: number; lastDay: number };
export type Doors = { seen: Door[]; refused: Door[] };

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
};

/** What came through the webhook doors lately, by way and kind; refused are those whose signature was not right. */
export async function doors(tx: Tx): Promise<Doors> {
  const rows = (await talliesOf(tx, "door:")).map((row) => {
    const [, via = "", kind = ""] = row.what.split(":");
    const name = [ways[via] ?? via, kinds[kind] ?? kind].filter(Boolean).join(", ");
    return { kind, name, lastAt: row.lastAt, lastHour: row.lastHour, lastDay: row.lastDay };
  });
  const of = (refused: boolean) =>
    rows.filter((row) => (row.kind === "refused") === refused).map(({ kind: _, ...door }) => door);
  return { seen: of(false), refused: of(true) };
}

/** Whether webhooks arrive and are signed as we expect: what only the carrier's own webhooks can tell. */
export async function webhookFinding(now = new Date()): Promise<{
  what: "arriving";
  state: "good" | "warning" | "bad";
  sentence: string;
}> {
  const { seen, refused } = await doors(db());
  return { what: "arriving", ...judge(seen, refused, now) };
}

/** Pure. A forger may knock at any time, so refusals alone are bad only while nothing right comes. */
export function judge(
  seen: Door[],
  refused: Door[],
  now: Date,
): { state: "good" | "warning" | "bad"; sentence: string } {
  const last = newest(seen);
  const wrong = newest(refused);
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
