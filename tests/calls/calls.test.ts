import { generateKeyPairSync } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { notes } from "@/components/simulator/samples";
import { answerDoor, eventDoor } from "@/lib/calls/door";
import { listCalls } from "@/lib/calls/list";
import { recordingUrl } from "@/lib/calls/recording-url";
import { callWish, defaultSettings, saveSettings } from "@/lib/calls/settings";
import { stepsFor } from "@/lib/calls/steps";
import { mayTextAfter } from "@/lib/calls/text-after";
import { knowSimulator } from "@/lib/carrier/line";
import { bearerFor } from "@/lib/carrier/simulator/signing";
import { voice } from "@/lib/carrier/vonage/voice";
import { db } from "@/lib/db/client";
import { fetchDue } from "@/lib/media/fetcher";
import { pageOfThread } from "@/lib/messages/thread";
import { listThreads } from "@/lib/threads/list";
import { type TestDatabase, testDatabase } from "../database";

const number = "+17733659687";
const keys = {
  apiKey: "abcd1234",
  apiSecret: "s",
  signatureSecret: "signature-secret",
  signatureMethod: "sha256" as const,
  applicationId: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
  ...generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }),
};
let database: TestDatabase;
let leaderId: number;
let files: http.Server;
let base: string;
let counter = 0;
const bearers: (string | undefined)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  files = http.createServer((request, response) => {
    bearers.push(request.headers.authorization);
    if (!request.headers.authorization?.startsWith("Bearer ")) response.writeHead(401).end();
    else response.writeHead(200, { "content-type": "audio/mpeg" }).end(Buffer.from(notes()));
  });
  await new Promise<void>((done) => files.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  knowSimulator({ ...keys, apiHost: base, restHost: base });
});
afterAll(async () => {
  knowSimulator(null);
  files.close();
  await database.close();
});
beforeEach(async () => {
  await db().execute(sql`TRUNCATE leaders, numbers, members, messages, threads, calls, call_settings, media`);
  const made = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! Sign up: {{link}}') RETURNING id`);
  leaderId = made.rows[0]?.id as number;
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
});

function signed(path: string, told: object, authorization?: string | null): Request {
  const body = JSON.stringify(told);
  const header = authorization === undefined ? bearerFor(body, keys as never) : authorization;
  return new Request(`http://lane${path}`, { method: "POST", body, headers: header ? { authorization: header } : {} });
}
const someCall = (more: object = {}) => {
  const id = counter++;
  return { uuid: `uuid-${id}`, conversation_uuid: `CON-${id}`, from: "14155550101", to: number.slice(1), ...more };
};
type Step = { action: string; text?: string; streamUrl?: string[]; eventUrl?: string[]; timeOut?: number };
const ask = async (call: object): Promise<Step[]> =>
  (await answerDoor(signed("/webhooks/voice/answer", call))).json() as Promise<Step[]>;
const tell = (call: object, status: string, more: object = {}) =>
  eventDoor(signed("/webhooks/voice/event", { ...call, status, ...more }));
const leaves = (call: { conversation_uuid: string }, more: object = {}) =>
  eventDoor(
    signed(new URL(recordingUrl(number, call.conversation_uuid)).href.replace(/^.*?(?=\/webhooks)/, ""), {
      start_time: "2026-11-24T08:00:00Z",
      end_time: "2026-11-24T08:00:07Z",
      size: 1000,
      recording_url: `${base}/v1/files/x`,
      recording_uuid: `rec-${call.conversation_uuid}`,
      conversation_uuid: call.conversation_uuid,
      timestamp: "2026-11-24T08:00:07Z",
      ...more,
    }),
  );
const theCalls = async () => (await listCalls(db(), leaderId)).calls;
const outgoing = async () =>
  (await db().execute<{ kind: string; body: string }>(sql`SELECT kind, body FROM messages WHERE outbound`)).rows;
const wish = (more: object = {}) => {
  const { leaderId: _, ...rest } = defaultSettings(leaderId, "Ana");
  return callWish.parse({ ...rest, ...more });
};

describe("who calls", () => {
  test("hears the greeting and may leave a minute; the call is listed and counted", async () => {
    const call = someCall();
    const steps = await ask(call);
    expect(steps.map((step) => step.action)).toEqual(["talk", "record"]);
    expect(steps[0]?.text).toContain("Ana");
    expect(steps[1]).toMatchObject({
      timeOut: 60,
      beepStart: true,
      eventUrl: [recordingUrl(number, call.conversation_uuid)],
    });
    expect(await theCalls()).toMatchObject([{ state: "ringing", name: "(415) 555-0101" }]);
    expect((await listCalls(db(), leaderId)).counts).toEqual({ month: 1, callers: 1, messages: 0 });
  });

  test("is asked about by GET as well, and by nobody without the carrier's signature", async () => {
    const call = someCall();
    const query = new URLSearchParams(call).toString();
    const got = await answerDoor(
      new Request(`http://lane/webhooks/voice/answer?${query}`, {
        headers: { authorization: bearerFor("", keys as never) },
      }),
    );
    expect(got.status).toBe(200);
    for (const header of [null, "Bearer a.b.c", bearerFor("another body", keys as never)]) {
      expect((await answerDoor(signed("/webhooks/voice/answer", someCall(), header))).status).toBe(401);
      expect((await eventDoor(signed("/webhooks/voice/event", someCall({ status: "completed" }), header))).status).toBe(
        401,
      );
    }
    expect(await theCalls()).toHaveLength(1);
  });

  test("hears nothing of a suspended leader, and leaves nothing", async () => {
    await db().execute(sql`INSERT INTO leader_limits (leader_id, suspended_at) VALUES (${leaderId}, now())`);
    const steps = await ask(someCall());
    expect(steps).toMatchObject([{ action: "talk", text: "Sorry, this number is not available right now." }]);
    expect(await theCalls()).toEqual([]);
    await db().execute(sql`DELETE FROM leader_limits`);
  });

  test("hears an apology instead of a dropped line where the database is away, the number is nobody's, or the question is odd", async () => {
    expect((await ask(someCall({ to: "13125550100" })))[0]?.text).toMatch(/nobody has this number/);
    expect((await ask({ nonsense: true }))[0]?.text).toMatch(/Sorry/);
    await database.admin("ALTER TABLE call_settings RENAME TO call_settings_gone");
    const steps = await ask(someCall());
    await database.admin("ALTER TABLE call_settings_gone RENAME TO call_settings");
    expect(steps).toMatchObject([{ action: "talk" }]);
    expect(steps[0]?.text).toMatch(/cannot take your call/);
  });

  test("is not asked for a message where the leader takes none, or has blocked them", async () => {
    await db().execute(sql`
      INSERT INTO members (leader_id, phone, country, number, blocked_at) VALUES (${leaderId}, '+14155550199', 'US', ${number}, now())`);
    expect((await ask(someCall({ from: "14155550199" }))).map((step) => step.action)).toEqual(["talk"]);
    await saveSettings(db(), leaderId, wish({ takesMessages: false, greeting: "Text me!" }));
    expect(await ask(someCall())).toMatchObject([{ action: "talk", text: "Text me!" }]);
  });
});

describe("what becomes of a call", () => {
  test("moves forward only, whatever the order and however often it is told", async () => {
    const call = someCall();
    await tell(call, "answered");
    await tell(call, "completed", { duration: "42" });
    for (const status of ["ringing", "started", "answered", "completed", "failed"]) await tell(call, status);
    expect(await theCalls()).toMatchObject([{ state: "ended", seconds: 42 }]);
  });

  test("of a number that is not ours, nothing is kept", async () => {
    expect((await tell(someCall({ to: "13125550100" }), "completed")).status).toBe(200);
    expect(await theCalls()).toEqual([]);
  });
});

describe("a message that was left", () => {
  test("is in the caller's thread at once, unread, and its sound follows, fetched with the application's keys", async () => {
    const call = someCall();
    await ask(call);
    expect((await leaves(call)).status).toBe(204);
    expect((await leaves(call)).status).toBe(204);
    const [caller] = (await listThreads(db(), leaderId, "unread")).threads;
    expect(caller).toMatchObject({ preview: "Voicemail", unread: 1, unanswered: true, name: "(415) 555-0101" });
    const waiting = await pageOfThread(db(), leaderId, caller?.memberId as number);
    expect(waiting).toMatchObject([
      { kind: "voicemail", outbound: false, media: [{ kind: "audio", state: "pending" }] },
    ]);
    bearers.length = 0;
    await fetchDue(new Date());
    expect(bearers).toEqual([expect.stringMatching(/^Bearer /)]);
    const [message] = await pageOfThread(db(), leaderId, caller?.memberId as number);
    expect(message?.media).toMatchObject([{ state: "stored", seconds: expect.closeTo(2, 0) }]);
    expect(await theCalls()).toMatchObject([{ memberId: caller?.memberId, message: { state: "stored" } }]);
    expect(await outgoing()).toEqual([]);
  });

  test("by a hidden caller is kept with the call, and silence is no message", async () => {
    const hidden = someCall({ from: "anonymous" });
    await ask(hidden);
    await leaves(hidden);
    const silent = someCall();
    await ask(silent);
    await leaves(silent, { end_time: "2026-11-24T08:00:00.400Z" });
    const calls = await theCalls();
    expect(calls.map((call) => [call.name, call.message?.state])).toEqual([
      ["(415) 555-0101", undefined],
      ["Hidden number", "pending"],
    ]);
  });

  test("at an address that is not the carrier's is never asked for, and no key leaves", async () => {
    const { recordingHeaders } = voice({ ...keys, apiHost: "https://api.nexmo.com" }, async () => "Bearer x");
    expect(await recordingHeaders("https://api-us.nexmo.com/v1/files/1")).toEqual({ authorization: "Bearer x" });
    for (const url of [
      "https://evil.example/v1/files/1",
      "http://api.nexmo.com.evil.example/",
      "http://api-us.nexmo.com/",
      "https://notnexmo.com/",
    ])
      expect(await recordingHeaders(url)).toBeNull();
    const call = someCall();
    await ask(call);
    bearers.length = 0;
    await leaves(call, { recording_url: `${base.replace("127.0.0.1", "localhost")}/v1/files/x` });
    await fetchDue(new Date());
    expect(bearers).toEqual([]);
    expect(await theCalls()).toMatchObject([{ message: { state: "failed" } }]);
  });
});

describe("the text after a call", () => {
  const finished = async (more: object = {}) => {
    const call = someCall(more);
    await ask(call);
    await tell(call, "completed", { duration: "9" });
  };
  test("is off until the leader wants it", async () => {
    await finished();
    expect(await outgoing()).toEqual([]);
  });

  test("goes once to an unknown caller of the US or Canada, with the sign-up link", async () => {
    await saveSettings(db(), leaderId, wish({ textsAfter: true }));
    await finished();
    await finished();
    await finished({ from: "4915112345678" });
    await finished({ from: "18765550123" });
    // Toll-free, premium rate, a personal number: no mobiles, whoever calls from them.
    for (const from of ["18005550123", "18885550123", "19005550123", "15005550123"]) await finished({ from });
    await finished({ from: "anonymous" });
    expect(await outgoing()).toEqual([{ kind: "call_answer", body: "Hi! Sign up: {{link}}" }]);
  });

  test("never goes to whoever opted out or has signed up", async () => {
    await saveSettings(db(), leaderId, wish({ textsAfter: true }));
    await db().execute(sql`
      INSERT INTO members (leader_id, phone, country, number, status, joined_at) VALUES
        (${leaderId}, '+14155550111', 'US', ${number}, 'opted_out', NULL), (${leaderId}, '+14155550112', 'US', ${number}, 'active', now())`);
    await finished({ from: "14155550111" });
    await finished({ from: "14155550112" });
    expect(await outgoing()).toEqual([]);
  });

  test("keeps the hours of the first answer", () => {
    const now = new Date("2026-11-24T12:00:00Z");
    const new_ = { status: "new", joined: false, firstAnswerAt: null };
    expect(mayTextAfter(new_, 24, now)).toBe(true);
    expect(mayTextAfter({ ...new_, firstAnswerAt: new Date("2026-11-24T01:00:00Z") }, 24, now)).toBe(false);
    expect(mayTextAfter({ ...new_, firstAnswerAt: new Date("2026-11-23T11:00:00Z") }, 24, now)).toBe(true);
  });
});

describe("what a leader may set", () => {
  test("their own voice is played where there is one, else the words are spoken", () => {
    const settings = { ...defaultSettings(1, "Ana"), speaks: "recording" as const };
    expect(stepsFor(settings, "https://x/a.mp3", "https://x", true)[0]).toEqual({ do: "play", url: "https://x/a.mp3" });
    expect(stepsFor(settings, null, "https://x", true)[0]).toMatchObject({ do: "say" });
  });

  test("voices the carrier does not have, empty words and another leader's recording are refused", async () => {
    expect(() => wish({ language: "en-US", style: 40 })).toThrow(/no such voice/);
    expect(() => wish({ greeting: "  " })).toThrow(/at least a word/);
    expect(() => wish({ speaks: "recording" })).toThrow(/no recording yet/);
    const recordingId = "0f0e0d0c-0b0a-4908-8706-050403020100";
    expect(await saveSettings(db(), leaderId, wish({ speaks: "recording", recordingId }))).toMatch(
      /not there any more/,
    );
  });

  test("a script that would break the line is never sent", () => {
    const { callScript } = voice({ ...keys, apiHost: base }, async () => "");
    const say = { do: "say" as const, language: "en-US", style: 0 };
    expect(JSON.parse(callScript([{ ...say, text: "<speak>broken" }]))[0].text).not.toContain("<");
    expect(() => callScript([{ ...say, text: "" }])).toThrow();
    expect(() => callScript([{ ...say, text: "x".repeat(1_501) }])).toThrow();
    expect(() => callScript([{ do: "play", url: "javascript:1" }])).toThrow();
    expect(() => callScript([])).toThrow();
  });
});
