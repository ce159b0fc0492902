import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET as frame } from "@/app/[handle]/embed/route";
import { GET, POST } from "@/app/[handle]/route";
import { challengeScript } from "@/components/fan/public-page";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { signUpBudget } from "@/lib/invitations/budget";
import { challengeBits, isSolved, issueChallenge } from "@/lib/invitations/challenge";
import { isFormToken, issueFormToken } from "@/lib/invitations/form-token";
import { keysPast } from "@/lib/team/limits";
import { networksOf } from "@/lib/web/networks";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { fromClient } from "@/tests/from-client";

let database: TestDatabase;
let phones = 0;
const params = { params: Promise.resolve({ handle: "rosa" }) };
const somePhone = () => `+1415${2_000_000 + phones++}`;

beforeAll(async () => {
  database = await testDatabase();
  await db().execute(
    sql`INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('rosa', 'Rosa', 'America/Chicago', 'Hi: {{link}}')`,
  );
  await db().execute(sql`INSERT INTO numbers (leader_id, phone) SELECT id, '+17733659687' FROM leaders`);
});
afterAll(() => database.close());
beforeEach(async () => {
  await db().execute(sql`DELETE FROM rate_limits`);
  await db().execute(sql`DELETE FROM messages`);
});

const tokenIn = (html: string) => /name="token" value="([^"]*)"/.exec(html)?.[1] ?? "";
const shownToken = async () => tokenIn(await (await GET(new Request("http://tenfour.test/rosa"), params)).text());
const post = (form: Record<string, string>, address: string) =>
  fromClient({ address }, () =>
    POST(new Request("http://tenfour.test/rosa", { method: "POST", body: new URLSearchParams(form) }), params),
  );
/** So many posts at once, each for another number. */
const many = (count: number, addressOf: (n: number) => string, token: string) =>
  Promise.all(Array.from({ length: count }, (_, n) => post({ phone: somePhone(), token }, addressOf(n))));
const texts = async () =>
  Number((await db().execute<{ n: number }>(sql`SELECT count(*) AS n FROM messages WHERE outbound`)).rows[0]?.n);
/** What the script on the challenge page does. */
function solve(token: string, bits: number): string {
  for (let n = 0; ; n++) {
    const hash = createHash("sha256").update(`${token}:${n}`).digest();
    if (Math.clz32(hash.readUInt32BE(0)) >= bits) return String(n);
  }
}

describe("texts to strangers", () => {
  it("stay few however many addresses of one IPv6 network ask", async () => {
    const token = await shownToken();
    const responses = await many(120, (n) => `2001:db8:1:2:${n.toString(16)}::${n}`, token);
    // Which of them come first in both counts is chance.
    expect(await texts()).toBeLessThanOrEqual(3);
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(100);
  });

  it("stay few where every /64 of a /56 and every address of an IPv4 /24 asks", async () => {
    const token = await shownToken();
    await many(50, (n) => `2001:db8:7:${n.toString(16).padStart(2, "0")}::1`, token);
    expect(await texts()).toBeLessThanOrEqual(12);
    await many(50, (n) => `203.0.113.${n}`, token);
    expect(await texts()).toBeLessThanOrEqual(24);
  });

  it("go out after a challenge that is solved, once, for that number only", async () => {
    const token = await shownToken();
    const from = "198.51.100.9";
    for (let n = 0; n < 3; n++) await post({ phone: somePhone(), token }, from);
    const phone = somePhone();
    const asked = await post({ phone, token }, from);
    const html = await asked.text();
    expect(await texts()).toBe(3);
    const hash = createHash("sha256").update(challengeScript).digest("base64");
    expect(asked.headers.get("content-security-policy")).toContain(`script-src 'sha256-${hash}'`);
    expect(html).toContain("sms:+17733659687");
    const challenge = /name="challenge" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const bits = Number(/data-bits="(\d+)"/.exec(html)?.[1]);
    const solution = solve(challenge, bits);
    await post({ phone, token, challenge, solution: "0" }, from);
    await post({ phone: somePhone(), token, challenge, solution }, from);
    expect(await texts()).toBe(3);
    expect(await (await post({ phone, token, challenge, solution }, from)).text()).toContain("Look at your phone");
    expect(await texts()).toBe(4);
    expect(await isSolved({ token: challenge, solution }, { leaderId: 1, phone }, new Date())).toBe(false);
  });

  it("need a form that a page of this leader's showed, here or framed on another site", async () => {
    const embedded = await (await frame(new Request("http://tenfour.test/rosa/embed"), params)).text();
    for (const token of [
      "",
      "forged",
      issueFormToken(2, new Date()),
      issueFormToken(1, new Date(Date.now() - 26 * 3_600_000)),
    ]) {
      const html = await (await post({ phone: somePhone(), token }, `100.64.${phones}.1`)).text();
      expect(html).toContain('name="challenge"');
    }
    expect(await texts()).toBe(0);
    await post({ phone: somePhone(), token: tokenIn(embedded) }, "100.65.0.1");
    expect(await texts()).toBe(1);
    expect(isFormToken(issueFormToken(1, new Date()), 1, new Date(Date.now() + 3 * 3_600_000))).toBe(true);
  });

  it("stop at the leader's and the instance's budget, which everyone can see", async () => {
    const settings = env() as { SIGN_UP_TEXTS_PER_HOUR: number; SIGN_UP_TEXTS_PER_DAY_TOTAL: number };
    const before = { ...settings };
    const token = await shownToken();
    const ask = () => post({ phone: somePhone(), token }, `100.70.${phones}.1`);
    try {
      settings.SIGN_UP_TEXTS_PER_HOUR = 4;
      for (let n = 0; n < 6; n++) await ask();
      // Past the half a challenge comes first.
      expect(await texts()).toBe(3);
      settings.SIGN_UP_TEXTS_PER_HOUR = 3;
      const response = await ask();
      expect(response.status).toBe(429);
      expect(await response.text()).toContain("text the number yourself");
      expect(await signUpBudget(1)).toMatchObject({ hour: { used: 3, most: 3 }, reached: true });
      expect(await keysPast(db(), [{ what: "sign-up-hour", most: 3 }])).toEqual(expect.arrayContaining(["1", "all"]));
      expect(await keysPast(db(), [{ what: "sign-up-hour", most: 4 }])).toEqual([]);
      settings.SIGN_UP_TEXTS_PER_HOUR = 100;
      settings.SIGN_UP_TEXTS_PER_DAY_TOTAL = 3;
      expect((await ask()).status).toBe(429);
      expect(await signUpBudget(null)).toMatchObject({ day: { used: 3, most: 3 }, reached: true });
      expect(await texts()).toBe(3);
    } finally {
      Object.assign(settings, before);
    }
  });

  it("stay within the budget, with a challenge past its half, when many ask at the same moment", async () => {
    const settings = env() as { SIGN_UP_TEXTS_PER_HOUR: number };
    const before = { ...settings };
    const token = await shownToken();
    try {
      settings.SIGN_UP_TEXTS_PER_HOUR = 10;
      const responses = await many(60, (n) => `100.${90 + Math.floor(n / 30)}.${n}.1`, token);
      expect(await texts()).toBeLessThanOrEqual(6);
      expect(await texts()).toBeGreaterThan(0);
      const shown = await Promise.all(responses.map((response) => response.text()));
      expect(shown.some((html) => html.includes('name="challenge"'))).toBe(true);
      // What was not written is given back.
      expect(await signUpBudget(1)).toMatchObject({ hour: { used: await texts() }, reached: false });
      expect(await signUpBudget(null)).toMatchObject({ day: { used: await texts() } });
    } finally {
      Object.assign(settings, before);
    }
  });

  it.each(["+18005551234", "+19005551234", "+18765551234", "+14159761234", "+14155551212", "+447700900123"])(
    "are refused for %s",
    async (phone) => {
      expect((await post({ phone, token: await shownToken() }, `100.80.${phones++}.1`)).status).toBe(422);
      expect(await texts()).toBe(0);
    },
  );
});

describe("a challenge", () => {
  it("runs out, and cannot be changed", async () => {
    const about = { leaderId: 1, phone: "+14155550000" };
    const now = new Date();
    const { token } = issueChallenge(about, 4, now);
    const solution = solve(token, 4);
    expect(await isSolved({ token, solution }, about, new Date(now.getTime() + 11 * 60_000))).toBe(false);
    expect(await isSolved({ token: token.replace(".4.", ".1."), solution }, about, now)).toBe(false);
    expect(await isSolved({ token, solution }, { ...about, leaderId: 2 }, now)).toBe(false);
    expect(await isSolved({ token, solution }, about, now)).toBe(true);
    expect(challengeBits(true)).toBeGreaterThan(challengeBits(false));
  });
});

describe("the networks of an address", () => {
  it.each([
    ["203.0.113.77", "203.0.113.77", "203.0.113.0/24"],
    ["::ffff:203.0.113.77", "203.0.113.77", "203.0.113.0/24"],
    ["2001:db8:1:2ff:a:b:c:d", "2001:db8:1:2ff:0:0:0:0/64", "2001:db8:1:200:0:0:0:0/56"],
    ["unknown", "unknown", "unknown"],
  ])("%s", (address, unit, network) => {
    expect(networksOf(address)).toEqual({ unit, network });
  });
});
