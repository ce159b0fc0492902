import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runningEmbedded, startEmbedded } from "@/lib/db/embedded";
import { bearer, bodyOf, newer, older, shapes } from "../carrier/contract/recorded";
import { effects, leaderOf, undigested } from "../fuzz/effects";
import { fuzzSettings } from "../fuzz/settings";
import { forged, genuine, inWords, throwAll } from "../fuzz/webhooks";
import { Program, until } from "../program";

/** What bad input gets, at the doors of the whole running program, over real HTTP. */
let program: Program;
let database: string;
const inbound = "/webhooks/messages/inbound";
let counter = 0;

beforeAll(async () => {
  program = await Program.start({ env: fuzzSettings });
  database = runningEmbedded(program.dataDir) as string;
  await leaderOf(database);
}, 600_000);
afterAll(() => program?.remove(), 60_000);

const base = () => `http://127.0.0.1:${program.port}`;
const textBody = (change: object = {}) =>
  JSON.stringify({
    channel: "sms",
    message_uuid: `door-${counter++}`,
    to: "17733659687",
    from: "14155550101",
    message_type: "text",
    text: "hi",
    ...change,
  });

async function post(body: string | Buffer, headers: Record<string, string> = {}, path = inbound): Promise<number> {
  const answer = await fetch(base() + path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: bearer(body), ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  await answer.arrayBuffer();
  return answer.status;
}

async function rows<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
const received = (carrierId: string) =>
  rows<{ body: string }>("SELECT body FROM messages WHERE carrier_id = $1 AND NOT outbound", [carrierId]);
const digested = () => until("arrivals to be digested", async () => (await undigested(database)) === 0, 30_000);

describe("what is not the carrier's", () => {
  test("forged, unsigned, tampered, replayed with another body: 401, and nothing is kept but a count", async () => {
    const before = await effects(database);
    const body = textBody();
    expect(await post(body, { authorization: "" })).toBe(401);
    expect(await post(body, { authorization: bearer(body, { secret: "guessed" }) })).toBe(401);
    expect(await post(body.replace("hi", "ho"), { authorization: bearer(body) })).toBe(401);
    expect(await post(body, { authorization: bearer(body, { claims: { iat: 1_700_000_000 } }) })).toBe(401);
    const told = shapes("older")[0]?.parameters ?? {};
    const form = older(told, "form", "sha256", "guessed").body;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await fetch(base() + inbound, { method: "POST", headers, body: new Uint8Array(form) });
    expect(answer.status).toBe(401);
    expect(await effects(database)).toEqual(before);
    await until(
      "the count",
      async () => (await rows("SELECT 1 FROM door_counts WHERE what LIKE 'refused:%'")).length > 0,
    );
  });
});

describe("what is the carrier's, and odd", () => {
  test("a hundred kilobytes, not JSON, missing fields: kept as they came, 200, so that nobody tries again", async () => {
    const before = (await effects(database)).arrivals ?? 0;
    const large = JSON.stringify({ channel: "sms", junk: "x".repeat(100 * 1024) });
    for (const body of [large, "not JSON at all", "", JSON.stringify({ channel: "sms" })])
      expect(await post(body)).toBe(200);
    expect((await effects(database)).arrivals).toBe(before + 4);
    const kept = await rows<{ problem: string }>("SELECT problem FROM arrivals WHERE problem IS NOT NULL");
    expect(kept.length).toBeGreaterThanOrEqual(4);
  });

  test("more than that is not even read", async () => {
    expect(await post(Buffer.alloc(200 * 1024, 120))).toBe(413);
  });

  test("another channel: 200, nothing kept", async () => {
    const before = await effects(database);
    expect(await post(textBody({ channel: "whatsapp" }))).toBe(200);
    expect(await effects(database)).toEqual(before);
  });

  test("10,000 characters, NUL, half surrogates, right to left, zero width: kept, whole, shown as far as can be", async () => {
    const words: [string, string][] = [
      ["x".repeat(10_000), "x".repeat(10_000)],
      ["a\u0000b", "a\ufffdb"],
      ["half \ud83d of it", "half \ufffd of it"],
      ["\u202eevil\u202c \u200b\u200d שלום", "\u202eevil\u202c \u200b\u200d שלום"],
    ];
    for (const [text, shown] of words) {
      const id = `odd-${counter++}`;
      expect(await post(textBody({ message_uuid: id, text }))).toBe(204);
      await digested();
      expect((await received(id)).map((row) => row.body)).toEqual([shown]);
    }
  });

  test("numbers that are no numbers are kept for the operator", async () => {
    for (const from of ["", "abc", "9".repeat(100), "-1"]) {
      const status = await post(textBody({ from }));
      expect([200, 204]).toContain(status);
    }
    await digested();
    expect((await rows("SELECT 1 FROM arrivals WHERE problem = 'from no phone number'")).length).toBeGreaterThanOrEqual(
      3,
    );
  });

  test("the same webhook ten times at once is one message, and once more an hour later too", async () => {
    const id = `same-${counter++}`;
    const body = textBody({ message_uuid: id });
    const statuses = await Promise.all(Array.from({ length: 10 }, () => post(body)));
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 204));
    await digested();
    expect(await post(body)).toBe(204);
    await digested();
    expect(await received(id)).toHaveLength(1);
  });

  test("every recorded shape is taken at both doors", async () => {
    for (const shape of [...shapes("inbound"), ...shapes("receipts")]) {
      const { body, authorization } = newer(bodyOf(shape));
      for (const path of [inbound, "/webhooks/messages/status"])
        expect([200, 204]).toContain(await post(body, { authorization: authorization as string }, path));
    }
  });
});

describe("a thousand and a half at random", () => {
  test("forged ones change nothing and are never believed; odd ones that are signed are never a fault of ours", async () => {
    await digested();
    const before = await effects(database);
    const wrong = await throwAll(base(), forged, { runs: 1_300, seed: 104, atOnce: 16 });
    expect(wrong.bad.map(({ status, request }) => `${status} ${inWords(request)}`)).toEqual([]);
    expect(await effects(database)).toEqual(before);
    const right = await throwAll(base(), genuine, { runs: 200, seed: 104, atOnce: 16 });
    expect(right.bad.map(({ status, request }) => `${status} ${inWords(request)}`)).toEqual([]);
    await digested();
    expect(await program.isReady()).toBe(true);
  }, 180_000);
});

describe("the database gone in the middle", () => {
  test("the carrier is told to try again, people are told in a sentence, and all is well by itself once it is back", async () => {
    const port = Number(new URL(database).port);
    const running = await startEmbedded(program.dataDir);
    expect(running.takenOver).toBe(true);
    await running.stop();
    const id = `away-${counter++}`;
    const body = textBody({ message_uuid: id, text: "is anybody there" });
    expect(await post(body)).toBe(503);
    expect((await fetch(`${base()}/health?live`)).status).toBe(200);
    const health = await fetch(`${base()}/health`);
    expect([health.status, await health.json()]).toEqual([503, { ready: false, why: "The database is away." }]);
    await startEmbedded(program.dataDir, { port });
    await until("the program to be well again", () => program.isReady(), 30_000);
    expect(await post(body)).toBe(204);
    await until("the text to be read", async () => (await received(id)).length === 1, 30_000);
  }, 120_000);

  test("killed with -9 it is started again by the program itself, and what came before is still there", async () => {
    const id = `killed-${counter++}`;
    expect(await post(textBody({ message_uuid: id, text: "just before" }))).toBe(204);
    process.kill(Number(readFileSync(join(program.dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]), 9);
    await until("the program to notice", async () => !(await program.isReady()), 30_000);
    await until("the program to be well again", () => program.isReady(), 60_000);
    await until("the text to be read", async () => (await received(id)).length === 1, 30_000);
  }, 180_000);
});
