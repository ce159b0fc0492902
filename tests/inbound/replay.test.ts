import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Webhook } from "@/lib/carrier/carrier";
import { knowSimulator } from "@/lib/carrier/line";
import { db } from "@/lib/db/client";
import { accept } from "@/lib/inbound/accept";
import { digest } from "@/lib/inbound/digest";
import { pruneArrivals } from "@/lib/inbound/prune";
import { bearer, keys, newer, older } from "../carrier/contract/recorded";
import { type TestDatabase, testDatabase } from "../database";

const number = "+17733659687";
let database: TestDatabase;
let counter = 0;

beforeAll(async () => {
  database = await testDatabase();
  const made = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}') RETURNING id`);
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${made.rows[0]?.id})`);
  const host = "http://127.0.0.1:9";
  knowSimulator({ ...keys, apiSecret: "secret", privateKey: "", apiHost: host, restHost: host });
});
afterAll(() => database.close());

const seconds = () => Math.floor(Date.now() / 1000);
const oldText = (from: string, text: string) =>
  older({ msisdn: from.slice(1), to: number.slice(1), messageId: `replay-${counter++}`, text, type: "text" }, "form");
const newText = (from: string, text: string, iat = seconds(), id = `replay-${counter++}`) => {
  const body = JSON.stringify({ channel: "sms", message_uuid: id, from, to: number, message_type: "text", text });
  return newer(body, bearer(body, { claims: { iat } }));
};
const take = async (webhook: Webhook) => {
  const status = await accept(webhook);
  while ((await digest(new Date())) > 0);
  return status;
};
const texts = async (phone: string) =>
  (
    await db().execute<{ body: string }>(
      sql`SELECT body FROM messages WHERE phone = ${phone} AND NOT outbound ORDER BY id`,
    )
  ).rows.map((row) => row.body);
const statusOf = async (phone: string) =>
  (await db().execute<{ status: string }>(sql`SELECT status FROM members WHERE phone = ${phone}`)).rows[0]?.status;
const makeOld = (days: number) =>
  db().execute(sql`UPDATE arrivals SET received_at = received_at - ${days} * interval '1 day'`);

describe("a captured START that is sent again", () => {
  test("after its row was pruned re-subscribes nobody", async () => {
    const from = "+14155553001";
    await take(oldText(from, "hi"));
    await take(oldText(from, "STOP"));
    const start = oldText(from, "START");
    expect(await take(start)).toBe(204);
    await take(oldText(from, "STOP"));
    expect(await statusOf(from)).toBe("opted_out");
    await makeOld(31);
    expect(await pruneArrivals()).toBeGreaterThanOrEqual(4);
    expect((await db().execute(sql`SELECT 1 FROM arrivals`)).rows).toEqual([]);
    expect(await take(start)).toBe(204);
    expect(await statusOf(from)).toBe("opted_out");
    expect(await texts(from)).toEqual(["hi", "STOP", "START", "STOP"]);
  });

  test("is remembered for thirteen months and not for ever, by a hash that names nobody", async () => {
    const { rows } = await db().execute<{ hash: string }>(sql`SELECT hash FROM seen_webhooks`);
    expect(rows.length).toBeGreaterThanOrEqual(4);
    for (const { hash } of rows) expect(hash).toMatch(/^[\w-]{22}$/);
    await db().execute(sql`UPDATE seen_webhooks SET seen_at = now() - interval '12 months'`);
    await pruneArrivals();
    expect((await db().execute(sql`SELECT 1 FROM seen_webhooks`)).rows).toHaveLength(rows.length);
    await db().execute(sql`UPDATE seen_webhooks SET seen_at = now() - interval '14 months'`);
    await pruneArrivals();
    expect((await db().execute(sql`SELECT 1 FROM seen_webhooks`)).rows).toEqual([]);
  });
});

describe("a retry that comes late", () => {
  test("is taken where it is new, and is a repeat where it is not", async () => {
    const from = "+14155553002";
    const signedAt = seconds() - 20 * 3_600;
    expect(await take(newText(from, "during the outage", signedAt, "late-1"))).toBe(204);
    expect(await take(newText(from, "during the outage", signedAt, "late-1"))).toBe(204);
    expect(await texts(from)).toEqual(["during the outage"]);
    expect(await take(newText(from, "too late", seconds() - 25 * 3_600))).toBe(401);
    expect(await texts(from)).toEqual(["during the outage"]);
  });
});
