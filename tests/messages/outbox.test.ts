import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { callUnconfirmed, claim, releaseRetries, settleMessages, writeResults } from "@/lib/messages/outbox";
import { queueTexts, type TextToQueue } from "@/lib/messages/queue";
import { holdsLease, takeLeases } from "@/lib/numbers/lease";
import { type TestDatabase, testDatabase } from "@/tests/database";

const phone = "+17733659687";
let database: TestDatabase;
let leaderId: number;
let counter = 0;

beforeAll(async () => {
  database = await testDatabase();
  const made = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}') RETURNING id`);
  leaderId = made.rows[0]?.id as number;
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${phone}, ${leaderId})`);
});
beforeEach(() => db().execute(sql`UPDATE messages SET state = 'failed' WHERE state = 'queued'`));
afterAll(() => database.close());

const number = () => ({ leaderId, phone });

async function member(columns: { status?: string; blocked?: boolean } = {}): Promise<{ id: number; phone: string }> {
  const theirs = `+1415555${3_000 + counter++}`;
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO members (leader_id, phone, country, status, number, blocked_at)
    VALUES (${leaderId}, ${theirs}, 'US', ${columns.status ?? "active"}, ${phone}, ${columns.blocked ? new Date().toISOString() : null})
    RETURNING id`);
  return { id: rows[0]?.id as number, phone: theirs };
}

async function queue(to: { id: number; phone: string }, kind: TextToQueue["kind"], more: Partial<TextToQueue> = {}) {
  const [row] = await queueTexts(db(), [
    { leaderId, memberId: to.id, number: phone, phone: to.phone, kind, body: `a ${kind}`, ...more },
  ]);
  return row;
}

const stateOf = async (id: number | undefined) =>
  (
    await db().execute<{ state: string; reason: string | null }>(
      sql`SELECT state, reason FROM messages WHERE id = ${id}`,
    )
  ).rows[0];

describe("what leaves first", () => {
  test("answers to STOP and HELP, then the leader's own words, then what is automatic, each in its order", async () => {
    for (const kind of ["first_answer", "reply", "welcome", "help_answer", "reply"] as const)
      await queue(await member(), kind);
    const { toSend } = await claim(number(), 10);
    expect(toSend.map((one) => one.kind)).toEqual(["help_answer", "reply", "reply", "first_answer", "welcome"]);
  });

  test("not more than asked for, and nothing before its time", async () => {
    const ana = await member();
    const later = await queue(ana, "stop_answer");
    await db().execute(sql`UPDATE messages SET not_before = now() + interval '1 minute' WHERE id = ${later?.id}`);
    await queue(await member(), "reply");
    await queue(await member(), "reply");
    expect((await claim(number(), 1)).toSend).toHaveLength(1);
    expect((await claim(number(), 5)).toSend).toHaveLength(1);
    expect((await claim(number(), 5)).toSend).toHaveLength(0);
  });

  test("the same once key is one text", async () => {
    const ana = await member();
    expect(await queue(ana, "welcome", { onceKey: "welcome:ana" })).toBeDefined();
    expect(await queue(ana, "welcome", { onceKey: "welcome:ana" })).toBeUndefined();
  });
});

describe("texts to one phone keep their order", () => {
  const ids = (all: { id: number }[]) => all.map((one) => one.id);
  const rowOf = (to: { id: number }, row: { id: number } | undefined) => ({
    leaderId,
    memberId: to.id,
    id: row?.id as number,
  });
  const later = (to: { id: number }, row: { id: number } | undefined) =>
    writeResults(db(), [{ ...rowOf(to, row), state: "queued", reason: "?", retryAfter: 60 }]);

  test("the next leaves only when the one before it is answered; others do not wait", async () => {
    const [ana, bob] = [await member(), await member()];
    const [one, two] = [await queue(ana, "reply"), await queue(ana, "reply")];
    const other = await queue(bob, "reply");
    expect(ids((await claim(number(), 10)).toSend)).toEqual([one?.id, other?.id]);
    expect((await claim(number(), 10)).toSend).toEqual([]);
    await writeResults(db(), [{ ...rowOf(ana, one), state: "sent", carrierId: "o-1" }]);
    expect(ids((await claim(number(), 10)).toSend)).toEqual([two?.id]);
  });

  test("one that waits for another try holds those after it, whatever their kind, but for STOP and HELP", async () => {
    const ana = await member();
    const one = await queue(ana, "first_answer");
    await claim(number(), 10);
    await later(ana, one);
    const [two, help] = [await queue(ana, "reply"), await queue(ana, "help_answer")];
    expect(ids((await claim(number(), 10)).toSend)).toEqual([help?.id]);
    await releaseRetries(number());
    expect(ids((await claim(number(), 10)).toSend)).toEqual([one?.id]);
    await writeResults(db(), [{ ...rowOf(ana, one), state: "unconfirmed", reason: "?" }]);
    expect(ids((await claim(number(), 10)).toSend)).toEqual([two?.id]);
  });

  test("a leader's own words still overtake what is automatic and was not tried yet", async () => {
    const ana = await member();
    const [auto, reply] = [await queue(ana, "first_answer"), await queue(ana, "reply")];
    expect(ids((await claim(number(), 10)).toSend)).toEqual([reply?.id, auto?.id]);
  });

  test("what was never tried is not released early", async () => {
    const ana = await member();
    const scheduled = await queue(ana, "reply");
    await db().execute(sql`UPDATE messages SET not_before = now() + interval '1 hour' WHERE id = ${scheduled?.id}`);
    await releaseRetries(number());
    expect((await claim(number(), 10)).toSend).toEqual([]);
  });
});

describe("consent is asked again at the last moment", () => {
  test("who opted out after it was queued gets the answers to STOP and HELP, and nothing else", async () => {
    const ana = await member();
    const reply = await queue(ana, "reply");
    await queue(ana, "stop_answer");
    await queue(ana, "help_answer");
    await db().execute(sql`UPDATE members SET status = 'opted_out' WHERE id = ${ana.id}`);
    const { toSend, withheld } = await claim(number(), 10);
    expect(toSend.map((one) => one.kind)).toEqual(["stop_answer", "help_answer"]);
    expect(withheld.map((one) => one.id)).toEqual([reply?.id]);
    expect(await stateOf(reply?.id)).toMatchObject({ state: "withheld", reason: expect.stringContaining("opted out") });
  });

  test("nobody abroad, blocked or gone is texted", async () => {
    const gone = { id: 999_999, phone: "+14155559999" };
    for (const one of [await member({ status: "abroad" }), await member({ blocked: true }), gone])
      await queue(one, "help_answer");
    const { toSend, withheld } = await claim(number(), 10);
    expect([toSend.length, withheld.length]).toEqual([0, 3]);
  });
});

describe("never twice", () => {
  test("two who claim at once never have the same text", async () => {
    for (let n = 0; n < 20; n++) await queue(await member(), "reply");
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim(number(), 5)));
    const ids = claims.flatMap((one) => one.toSend.map((text) => text.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length + (await claim(number(), 20)).toSend.length).toBe(20);
  });

  test("a text whose worker died is unconfirmed, is not claimed again, and its late answer still counts", async () => {
    const ana = await member();
    const row = await queue(ana, "reply");
    await claim(number(), 1);
    await callUnconfirmed(db(), number());
    expect(await stateOf(row?.id)).toMatchObject({
      state: "unconfirmed",
      reason: expect.stringContaining("may or may not"),
    });
    expect((await claim(number(), 1)).toSend).toEqual([]);
    const ref = { leaderId, memberId: ana.id, id: row?.id as number };
    await writeResults(db(), [{ ...ref, state: "queued", retryAfter: 0 }]);
    expect((await stateOf(row?.id))?.state).toBe("unconfirmed");
    await writeResults(db(), [{ ...ref, state: "sent", carrierId: "u-1" }]);
    expect(await stateOf(row?.id)).toEqual({ state: "sent", reason: null });
  });

  test("a text that the carrier took although it said it did not is not sent again", async () => {
    const ana = await member();
    const row = await queue(ana, "reply");
    await claim(number(), 1);
    const ref = { leaderId, memberId: ana.id, id: row?.id as number };
    await writeResults(db(), [
      { ...ref, state: "queued", retryAfter: 0, reason: "The carrier has a fault of its own." },
    ]);
    await settleMessages(db(), [{ ...ref, state: "delivered", carrierId: "u-2" }]);
    expect((await stateOf(row?.id))?.state).toBe("delivered");
    expect((await claim(number(), 1)).toSend).toEqual([]);
  });

  test("another carrier id's receipt moves nothing", async () => {
    const ana = await member();
    const row = await queue(ana, "reply");
    await claim(number(), 1);
    const ref = { leaderId, memberId: ana.id, id: row?.id as number };
    await writeResults(db(), [{ ...ref, state: "sent", carrierId: "u-3" }]);
    await settleMessages(db(), [{ ...ref, state: "failed", carrierId: "somebody else's" }]);
    expect((await stateOf(row?.id))?.state).toBe("sent");
  });
});

describe("one number, one sender", () => {
  const runOut = () => db().execute(sql`UPDATE numbers SET lease_until = now() - interval '1 second'`);

  test("a number is one worker's until its lease runs out, and then another's, who knows it is new to them", async () => {
    expect((await takeLeases(db(), "a")).map((one) => one.fresh)).toEqual([true]);
    expect(await takeLeases(db(), "b")).toEqual([]);
    expect((await takeLeases(db(), "a")).map((one) => one.fresh)).toEqual([false]);
    await runOut();
    expect((await takeLeases(db(), "b")).map((one) => one.fresh)).toEqual([true]);
    expect(await holdsLease(db(), "a", phone)).toBe(false);
    expect(await holdsLease(db(), "b", phone)).toBe(true);
    await runOut();
    expect(await holdsLease(db(), "b", phone)).toBe(false);
  });

  test("nobody takes a number over while its worker sets right what is in doubt", async () => {
    await takeLeases(db(), "b");
    await db().execute(sql`UPDATE numbers SET lease_until = now() + interval '200 milliseconds'`);
    await db().transaction(async (tx) => {
      expect(await holdsLease(tx, "b", phone)).toBe(true);
      await pause(300);
      // It has run out by now, but b is still at it.
      expect(await takeLeases(db(), "c")).toEqual([]);
    });
    expect((await takeLeases(db(), "c")).map((one) => one.fresh)).toEqual([true]);
  });
});
