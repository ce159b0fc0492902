import { generateKeyPairSync } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { answerDoor, eventDoor } from "@/lib/calls/door";
import { recordingUrl } from "@/lib/calls/recording-url";
import { knowSimulator } from "@/lib/carrier/line";
import { bearerFor } from "@/lib/carrier/simulator/signing";
import { db } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "../database";

/** Voice webhooks that somebody captured and sends again, or sends with another address. */
const [ours, theirs] = ["+17733659687", "+17733659688"];
const host = "http://127.0.0.1:9";
const keys = {
  ...{ apiKey: "abcd1234", apiSecret: "s", signatureSecret: "signature-secret", signatureMethod: "sha256" as const },
  ...{ applicationId: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab", apiHost: host, restHost: host },
  ...generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }),
};
let database: TestDatabase;
let counter = 0;

beforeAll(async () => {
  database = await testDatabase();
  knowSimulator(keys);
  for (const [handle, number] of [["ana", ours] as const, ["bob", theirs] as const]) {
    const { rows } = await db().execute<{ id: number }>(sql`
      INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES (${handle}, 'A', 'UTC', '{{link}}') RETURNING id`);
    await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${rows[0]?.id})`);
  }
});
beforeEach(() => db().execute(sql`TRUNCATE calls, seen_webhooks`));
afterAll(async () => {
  knowSimulator(null);
  await database.close();
});

const someCall = () => {
  const id = counter++;
  return { uuid: `uuid-${id}`, conversation_uuid: `CON-${id}`, from: "14155550101", to: ours.slice(1) };
};
const byGet = (path: string, told: Record<string, string>, authorization: string) =>
  new Request(`http://lane/webhooks/voice/${path}?${new URLSearchParams(told)}`, { headers: { authorization } });
const recorded = (path: string, conversation: string) => {
  const body = JSON.stringify({
    ...{ recording_url: `${host}/v1/files/x`, recording_uuid: `rec-${conversation}`, conversation_uuid: conversation },
    ...{ start_time: "2026-11-24T08:00:00Z", end_time: "2026-11-24T08:00:07Z" },
  });
  const headers = { authorization: bearerFor(body, keys as never) };
  return eventDoor(new Request(`http://lane${path}`, { method: "POST", body, headers }));
};
const callsOf = async (number: string) =>
  (
    await db().execute<{ conversation: string; recording_id: string | null }>(
      sql`SELECT conversation, recording_id FROM calls WHERE number = ${number} ORDER BY id`,
    )
  ).rows;
const pathOf = (url: string) => url.replace(/^.*?(?=\/webhooks)/, "");

describe("a signature that came by GET", () => {
  test("proves one request, in every process and after a restart", async () => {
    const signature = bearerFor("", keys as never);
    expect((await answerDoor(byGet("answer", someCall(), signature))).status).toBe(200);
    expect((await answerDoor(byGet("answer", someCall(), signature))).status).toBe(401);
    expect((await eventDoor(byGet("event", { ...someCall(), status: "completed" }, signature))).status).toBe(401);
    // Another process knows nothing but the database.
    vi.resetModules();
    const another = await import("@/lib/calls/door");
    (await import("@/lib/carrier/line")).knowSimulator(keys);
    expect((await another.answerDoor(byGet("answer", someCall(), signature))).status).toBe(401);
    expect(await callsOf(ours)).toHaveLength(1);
    const { rows } = await db().execute<{ hash: string }>(sql`SELECT hash FROM seen_webhooks`);
    expect(rows).toEqual([{ hash: expect.stringMatching(/^[\w-]{22}$/) }]);
  });

  test("is not used up by a request that could not be kept", async () => {
    const signature = bearerFor("", keys as never);
    const told = { ...someCall(), status: "ringing" };
    await database.admin("ALTER TABLE calls RENAME TO calls_away");
    expect((await eventDoor(byGet("event", told, signature))).status).toBe(503);
    await database.admin("ALTER TABLE calls_away RENAME TO calls");
    expect((await eventDoor(byGet("event", told, signature))).status).toBe(204);
    expect((await eventDoor(byGet("event", told, signature))).status).toBe(401);
  });
});

describe("the address that a recording is reported to", () => {
  test("names the number of the call, and no other", async () => {
    const { conversation_uuid: known } = someCall();
    await db().execute(sql`
      INSERT INTO calls (leader_id, carrier_id, conversation, number, state)
      SELECT leader_id, 'uuid-known', ${known}, ${ours}, 'answered' FROM numbers WHERE phone = ${ours}`);
    for (const number of [theirs, ours]) {
      const forged = `/webhooks/voice/event?number=${number.slice(1)}`;
      expect((await recorded(forged, "CON-of-nobody")).status).toBe(200);
      expect((await recorded(`${forged}&proof=AAAAAAAAAAAAAAAAAAAAAA`, "CON-of-nobody")).status).toBe(200);
      const others = pathOf(recordingUrl(number, "CON-another"));
      expect((await recorded(others, "CON-of-nobody")).status).toBe(200);
    }
    const moved = pathOf(recordingUrl(ours, known)).replace(ours.slice(1), theirs.slice(1));
    expect((await recorded(moved, known)).status).toBe(200);
    expect(await callsOf(theirs)).toEqual([]);
    expect(await callsOf(ours)).toEqual([{ conversation: known, recording_id: null }]);
    expect((await recorded(pathOf(recordingUrl(ours, known)), known)).status).toBe(204);
    expect(await callsOf(ours)).toEqual([{ conversation: known, recording_id: `rec-${known}` }]);
  });

  test("is enough where the call was not noted when it came in", async () => {
    expect((await recorded(pathOf(recordingUrl(ours, "CON-unknown")), "CON-unknown")).status).toBe(204);
    expect(await callsOf(ours)).toEqual([{ conversation: "CON-unknown", recording_id: "rec-CON-unknown" }]);
  });
});
