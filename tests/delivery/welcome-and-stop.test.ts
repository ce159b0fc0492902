import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { startSender } from "@/lib/delivery/sender";
import { digest } from "@/lib/inbound/digest";
import { PostOffice } from "@/tests/broadcasts/post-office";
import { until } from "@/tests/program";

const phones = Array.from({ length: 40 }, (_, index) => `+1312555${4_000 + index}`);
let office: PostOffice;

beforeAll(async () => {
  office = await PostOffice.open();
}, 240_000);
afterAll(() => office.close());

const waiting = async () => {
  const { rows } = await db().execute<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM arrivals WHERE digested_at IS NULL AND kind = 'text'`,
  );
  return rows[0]?.n ?? 0;
};

test("40 people text hi and STOP at once, over the carrier's webhooks: no welcome leaves after STOP was answered", async () => {
  for (const phone of phones) await office.simulator.phones.text(phone, office.number, "hi");
  await until("all hi to be stored", async () => (await waiting()) === phones.length, 60_000);
  for (const phone of phones) await office.simulator.phones.text(phone, office.number, "STOP");
  await until("all STOP to be stored", async () => (await waiting()) === 2 * phones.length, 60_000);
  const stop = startSender();
  try {
    // The processor is behind: it has come as far as the first half of the texts, each of which says hi.
    await digest(new Date(), phones.length);
    expect(await waiting()).toBe(phones.length);
    await pause(2_500);
    for (const phone of phones) expect(await office.simulator.phones.accepted(phone)).toEqual([]);
    while ((await digest(new Date())) > 0);
    await until(
      "all STOP to be confirmed",
      async () => {
        const { rows } = await db().execute(
          sql`SELECT 1 FROM messages WHERE outbound AND state IN ('queued', 'sending')`,
        );
        return rows.length === 0;
      },
      60_000,
    );
  } finally {
    await stop();
  }
  for (const phone of phones) {
    const texts = (await office.simulator.phones.accepted(phone)).map((sent) => sent.text);
    expect(texts).toEqual([expect.stringContaining("you're unsubscribed")]);
  }
  const { rows } = await db().execute<{ kind: string; state: string; n: number }>(sql`
    SELECT kind, CASE WHEN state = 'withheld' THEN state ELSE 'sent' END AS state, count(*)::int AS n
    FROM messages WHERE outbound GROUP BY 1, 2 ORDER BY 1`);
  expect(rows).toEqual([
    { kind: "first_answer", state: "withheld", n: phones.length },
    { kind: "stop_answer", state: "sent", n: phones.length },
  ]);
}, 240_000);
