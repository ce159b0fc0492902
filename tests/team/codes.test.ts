import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { checkCode, codeFor, requestCode } from "@/lib/team/codes";
import { createLeader } from "@/lib/team/found";
import { type TestDatabase, testDatabase } from "@/tests/database";

const mobile = "+17735550100";
const ip = "192.0.2.1";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const wish = { name: "Ana", handle: "ana", mobile, number: "+17733659687", timeZone: "America/Chicago" };
  await createLeader(wish, { buy: async () => {} });
});
afterAll(() => database.close());
beforeEach(() => db().execute(sql`truncate rate_limits, sign_in_codes, messages`));

async function texted(): Promise<{ phone: string; body: string; code: string }[]> {
  const { rows } = await db().execute<{ phone: string; body: string; fill: string }>(
    sql`select phone, body, fill from messages where kind = 'sign_in_code' order by id`,
  );
  return rows.map(({ phone, body, fill }) => ({ phone, body, code: codeFor(fill) }));
}

/** Six digits that are not these. */
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

test("a teammate is texted a code that signs them in once", async () => {
  expect(await requestCode("(773) 555-0100", ip)).toEqual({ sent: true });
  const [text] = await texted();
  expect(text?.phone).toBe(mobile);
  expect(text?.code).toMatch(/^\d{6}$/);
  expect((await checkCode(mobile, text!.code, ip))?.name).toBe("Ana");
  expect(await checkCode(mobile, text!.code, ip)).toBeNull();
});

test("neither the code nor its digits are stored", async () => {
  await requestCode(mobile, ip);
  const [text] = await texted();
  const { rows } = await db().execute(sql`select to_jsonb(c) as c, to_jsonb(m) as m from sign_in_codes c, messages m`);
  expect(text!.body).toContain("{{code}}");
  const withoutHash = JSON.stringify(rows).replace(/"code_hash":\s*"[0-9a-f]{64}"/g, "");
  expect(withoutHash).not.toContain("code_hash");
  expect(withoutHash).not.toContain(text!.code);
});

test("an unknown number is answered the same, and texted nothing", async () => {
  const at = performance.now();
  expect(await requestCode("+17735550199", ip)).toEqual({ sent: true });
  expect(performance.now() - at).toBeGreaterThan(200);
  expect(await texted()).toEqual([]);
});

test("a newer code ends the older one", async () => {
  await requestCode(mobile, ip);
  await requestCode(mobile, ip);
  const [first, second] = await texted();
  expect(await checkCode(mobile, first!.code, ip)).toBeNull();
  expect(await checkCode(mobile, second!.code, ip)).not.toBeNull();
});

test("after five wrong tries the right code is too late", async () => {
  await requestCode(mobile, ip);
  const [text] = await texted();
  for (let at = 0; at < 5; at++) expect(await checkCode(mobile, other(text!.code), ip)).toBeNull();
  expect(await checkCode(mobile, text!.code, ip)).toBeNull();
});

test("the fifth try may be the right one", async () => {
  await requestCode(mobile, ip);
  const [text] = await texted();
  for (let at = 0; at < 4; at++) await checkCode(mobile, other(text!.code), ip);
  expect(await checkCode(mobile, text!.code, ip)).not.toBeNull();
});

test("a code is dead after five minutes", async () => {
  await requestCode(mobile, ip);
  const [text] = await texted();
  await db().execute(sql`update sign_in_codes set expires_at = expires_at - interval '5 minutes'`);
  expect(await checkCode(mobile, text!.code, ip)).toBeNull();
});

test("two who use the same code at once: one gets in", async () => {
  await requestCode(mobile, ip);
  const [text] = await texted();
  const both = await Promise.all([checkCode(mobile, text!.code, ip), checkCode(mobile, text!.code, ip)]);
  expect(both.filter(Boolean)).toHaveLength(1);
});

test("the sixth code within a quarter of an hour is refused, known number or not", async () => {
  for (const number of [mobile, "+17735550198"]) {
    for (let at = 0; at < 5; at++) expect((await requestCode(number, ip)).sent).toBe(true);
    const refused = await requestCode(number, ip);
    expect(refused).toMatchObject({ sent: false, sentence: "Too many codes were asked for. Try again in 15 minutes." });
  }
});

test("an address is limited over all numbers", async () => {
  const answers = [];
  for (let at = 0; at < 21; at++) answers.push((await requestCode(`+1773555${1000 + at}`, "192.0.2.9")).sent);
  expect(answers.filter(Boolean)).toHaveLength(20);
  expect((await requestCode(mobile, "192.0.2.10")).sent).toBe(true);
}, 20_000);
