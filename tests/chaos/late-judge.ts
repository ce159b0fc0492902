import { setTimeout as pause } from "node:timers/promises";
import { addBroadcast } from "@/lib/broadcasts/queries";
import { startBroadcast } from "@/lib/broadcasts/schedule";
import { db, pool } from "@/lib/db/client";
import { pageOfThread } from "@/lib/messages/thread";
import { until } from "../program";
import type { LoneSimulator } from "../simulator";
import type { Verdict } from "./judge";

/** A text as its sender knows it: written at `at`, in milliseconds since 1970. */
export type Written = { id: string; from: string; text: string; at: number };

/** What a consent word is, as the judge knows it without the product's classifier. */
export const consentWords = ["STOP", "START"] as const;

type Consent = {
  leaderId: number;
  /** E.164. */
  number: string;
  simulator: LoneSimulator;
  /** The member's id of each phone. All of them had agreed before they wrote. */
  members: Map<string, number>;
};

/** By phone: whether its newest written consent word is STOP. Of two at the same moment STOP counts. */
export function optedOut(texts: Written[]): Map<string, boolean> {
  const newest = new Map<string, Written>();
  for (const text of texts) {
    if (!consentWords.some((word) => word === text.text)) continue;
    const known = newest.get(text.from);
    if (!known || text.at > known.at || (text.at === known.at && text.text === "STOP")) newest.set(text.from, text);
  }
  return new Map([...newest].map(([phone, { text }]) => [phone, text === "STOP"]));
}

/**
 * Judges texts that came late, twice and out of order: each is in its thread once, threads are in the order of writing,
 * and a broadcast that is sent now reaches, by the carrier's ledger, everyone whose newest written consent word is not
 * STOP, and nobody else.
 */
export async function judgeLate(texts: Written[], consent: Consent): Promise<Verdict> {
  const { leaderId, members } = consent;
  const broken: string[] = [];
  const wrong = (what: string, examples: unknown[]) => {
    if (examples.length > 0) broken.push(`${examples.length} × ${what}, as ${JSON.stringify(examples.slice(0, 3))}`);
  };
  const received = await broadcastToAll(consent);
  const out = optedOut(texts);
  const isOut = (phone: string) => out.get(phone) === true;
  const phones = [...members.keys()];
  const storyOf = (phone: string) =>
    texts
      .filter((one) => one.from === phone)
      .sort((a, b) => a.at - b.at)
      .map(({ text, at }) => `${text}@${at}`);
  wrong(
    "somebody texted although their newest word is STOP",
    phones.filter((phone) => isOut(phone) && received.has(phone)).map((phone) => [phone, ...storyOf(phone)]),
  );
  wrong(
    "somebody left out although they are subscribed",
    phones.filter((phone) => !isOut(phone) && !received.has(phone)).map((phone) => [phone, ...storyOf(phone)]),
  );
  wrong(
    "a phone that got the broadcast twice",
    [...received].filter(([, times]) => times > 1),
  );
  const { rows } = await pool().query<{ phone: string; status: string }>("SELECT phone, status FROM members");
  wrong(
    "a status that is not what was written last",
    rows.filter((row) => members.has(row.phone) && (row.status === "opted_out") !== isOut(row.phone)),
  );
  const kept = await pool().query<{ id: string; times: string }>(
    "SELECT carrier_id AS id, count(*) AS times FROM messages WHERE NOT outbound AND carrier_id IS NOT NULL GROUP BY 1",
  );
  const times = new Map(kept.rows.map((row) => [row.id, Number(row.times)]));
  wrong(
    "a text that was lost",
    texts.filter((text) => !times.has(text.id)),
  );
  wrong(
    "a text that was processed twice",
    texts.filter((text) => (times.get(text.id) ?? 0) > 1),
  );
  const disordered: unknown[] = [];
  for (const [phone, id] of members) {
    const shown = (await pageOfThread(db(), leaderId, id)).filter((one) => !one.outbound).map((one) => one.body);
    const mine = texts.filter((text) => text.from === phone);
    const atOf = new Map(mine.map((text) => [text.text, text.at]));
    // Consent words repeat, so only the texts that are one of a kind say where they belong.
    const unique = shown.filter((body) => !consentWords.some((word) => word === body));
    if (unique.some((body, index) => index > 0 && (atOf.get(body) ?? 0) > (atOf.get(unique[index - 1]!) ?? 0)))
      disordered.push([phone, unique, ...storyOf(phone)]);
  }
  wrong("a thread out of order", disordered);
  return {
    broken,
    counts: {
      "late texts": texts.length,
      people: members.size,
      "newest word is STOP": [...out.values()].filter(Boolean).length,
      "newest word is START": [...out.values()].filter((stop) => !stop).length,
      "reached by a broadcast afterwards, by the ledger": phones.filter((phone) => received.has(phone)).length,
    },
  };
}

/** Sends a broadcast to everyone and answers how often the carrier accepted it for each phone. */
async function broadcastToAll({ leaderId, number, simulator, members }: Consent): Promise<Map<string, number>> {
  const id = await addBroadcast(db(), { leaderId, number, body: "To everyone who wants it" });
  await startBroadcast({ leaderId, id });
  await until(
    "the broadcast to end",
    async () => {
      const sql = "SELECT state FROM broadcasts WHERE leader_id = $1 AND id = $2";
      return (await pool().query<{ state: string }>(sql, [leaderId, id])).rows[0]?.state === "finished";
    },
    120_000,
  );
  await pause(500);
  const times = new Map<string, number>();
  for (const one of await simulator.phones.accepted())
    if (one.client_ref?.startsWith(`b.${leaderId}.${id}.`) && members.has(one.to))
      times.set(one.to, (times.get(one.to) ?? 0) + 1);
  return times;
}
