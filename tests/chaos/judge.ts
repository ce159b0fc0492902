import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Entry, Sent, Text } from "@/lib/carrier/simulator/entries";
import type { LoneSimulator } from "../simulator";
import type { AnsweringLeader, Kept } from "./answering-leader";

export type Verdict = { broken: string[]; counts: Record<string, number> };

/** Compares what the carrier wrote down with what the product believes: every text once, every answer once or shown as unconfirmed. */
export async function judge(simulator: LoneSimulator, leader: AnsweringLeader): Promise<Verdict> {
  const ledger = readLedger(simulator.dir);
  return compare(
    ledger.filter((entry): entry is Text => entry.k === "text"),
    ledger.filter((entry): entry is Sent => entry.k === "sent"),
    await leader.messages(),
  );
}

/** The judgement itself, over what both sides wrote down. */
export function compare(texts: Text[], sent: Sent[], messages: Kept[]): Verdict {
  const broken: string[] = [];
  const wrong = (what: string, examples: unknown[]) => {
    if (examples.length > 0) broken.push(`${examples.length} × ${what}, as ${JSON.stringify(examples.slice(0, 3))}`);
  };
  const inbound = messages.filter((message) => !message.outbound);
  const outbound = messages.filter((message) => message.outbound);

  const digested = count(inbound.map((message) => message.carrierId ?? "none"));
  wrong(
    "a text that was lost",
    texts.filter((text) => !digested.has(text.id)).map((text) => text.id),
  );
  wrong(
    "a text that was digested twice",
    [...digested].filter(([, times]) => times > 1),
  );

  const accepted = count(sent.map((one) => one.ref ?? one.id));
  wrong(
    "an answer that went out twice",
    [...accepted].filter(([, times]) => times > 1),
  );
  // By words and by phone as well: a reference of its own for a second copy would hide it.
  const received = count(sent.map((one) => `${one.to} ${one.text.replace(/https?:\/\/\S+/, "link")}`));
  wrong(
    "a phone that read the same answer twice",
    [...received].filter(([, times]) => times > 1),
  );

  const toPhone = count(sent.map((one) => one.to));
  const wanted = count(outbound.map((message) => message.phone));
  wrong(
    "a phone that got more texts than were written to it",
    [...toPhone].filter(([phone, times]) => times > (wanted.get(phone) ?? 0)),
  );

  const carrierIds = new Set(sent.map((one) => one.id));
  const settled = outbound.filter((message) => message.state === "sent" || message.state === "delivered");
  wrong(
    "an answer shown as sent that the carrier never took",
    settled.filter((one) => !one.carrierId || !carrierIds.has(one.carrierId)),
  );
  const lost = outbound.filter((message) => !["sent", "delivered", "unconfirmed"].includes(message.state));
  wrong("an answer that is neither sent nor shown as unconfirmed", lost);

  const firstAnswers = count(outbound.filter((one) => one.kind === "first_answer").map((one) => one.phone));
  wrong(
    "a fan without exactly one first answer",
    [...new Set(inbound.map((one) => one.phone))].filter((phone) => firstAnswers.get(phone) !== 1),
  );

  return {
    broken,
    counts: {
      "texts from fans": texts.length,
      "texts digested": inbound.length,
      "answers written": outbound.length,
      "answers the carrier took": sent.length,
      "answers delivered": outbound.filter((one) => one.state === "delivered").length,
      "answers unconfirmed": outbound.filter((one) => one.state === "unconfirmed").length,
    },
  };
}

/** Everything the carrier wrote down. A line that a kill cut off is not an entry. */
export function readLedger(dir: string): Entry[] {
  const lines = readFileSync(join(dir, "ledger.ndjson"), "utf8").split("\n");
  return lines.filter((line) => line.startsWith("{") && line.endsWith("}")).map((line) => JSON.parse(line) as Entry);
}

function count(keys: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
