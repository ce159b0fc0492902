import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { waitForAddress } from "@/lib/team/address-limits";
import { checkCode as check, codeFor, requestCode, type SignInVisit } from "@/lib/team/codes";
import { createLeader } from "@/lib/team/found";
import { countGuess, guardKey } from "@/lib/team/guard";
import { forgetDevices, knownDevice, rememberDevice } from "@/lib/team/known-device";
import { teammateByMobile } from "@/lib/team/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";

const mobile = "+17735550100";
const visit: SignInVisit = { userAgent: "", address: "192.0.2.1" };
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const wish = { name: "Ana", handle: "ana", mobile, number: "+17733659687", timeZone: "America/Chicago" };
  await createLeader(wish, { buy: async () => {} });
});
afterAll(() => database.close());
beforeEach(() => db().execute(sql`truncate rate_limits, sign_in_codes, sign_in_guards, security_events, messages`));

/** The teammate, or null. */
const checkCode = async (...guess: Parameters<typeof check>) => (await check(...guess)).teammate;

async function texted(): Promise<{ phone: string; body: string; code: string }[]> {
  const { rows } = await db().execute<{ phone: string; body: string; fill: string }>(
    sql`select phone, body, fill from messages where kind = 'sign_in_code' and fill is not null order by id`,
  );
  return rows.map(({ phone, body, fill }) => ({ phone, body, code: codeFor(fill) }));
}

/** Six digits that are not these. */
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

test("a teammate is texted a code that signs them in once", async () => {
  expect(await requestCode("(773) 555-0100", visit)).toEqual({ sent: true });
  const [text] = await texted();
  expect(text?.phone).toBe(mobile);
  expect(text?.code).toMatch(/^\d{6}$/);
  expect((await checkCode(mobile, text!.code, visit))?.name).toBe("Ana");
  expect(await checkCode(mobile, text!.code, visit)).toBeNull();
});

test("neither the code nor its digits are stored", async () => {
  await requestCode(mobile, visit);
  const [text] = await texted();
  const { rows } = await db().execute(sql`select to_jsonb(c) as c, to_jsonb(m) as m from sign_in_codes c, messages m`);
  expect(text!.body).toContain("{{code}}");
  const withoutHash = JSON.stringify(rows).replace(/"code_hash":\s*"[0-9a-f]{64}"/g, "");
  expect(withoutHash).not.toContain("code_hash");
  expect(withoutHash).not.toContain(text!.code);
});

test("an unknown number is answered the same, and texted nothing", async () => {
  const at = performance.now();
  expect(await requestCode("+17735550199", visit)).toEqual({ sent: true });
  expect(performance.now() - at).toBeGreaterThan(200);
  expect(await texted()).toEqual([]);
});

test("a newer code ends the older one", async () => {
  await requestCode(mobile, visit);
  await requestCode(mobile, visit);
  const [first, second] = await texted();
  expect(await checkCode(mobile, first!.code, visit)).toBeNull();
  expect(await checkCode(mobile, second!.code, visit)).not.toBeNull();
});

test("after five wrong tries the right code is too late", async () => {
  await requestCode(mobile, visit);
  const [text] = await texted();
  for (let at = 0; at < 5; at++) expect(await checkCode(mobile, other(text!.code), visit)).toBeNull();
  expect(await checkCode(mobile, text!.code, visit)).toBeNull();
});

test("the fifth try may be the right one", async () => {
  await requestCode(mobile, visit);
  const [text] = await texted();
  for (let at = 0; at < 4; at++) await checkCode(mobile, other(text!.code), visit);
  expect(await checkCode(mobile, text!.code, visit)).not.toBeNull();
});

test("a code is dead after five minutes", async () => {
  await requestCode(mobile, visit);
  const [text] = await texted();
  await db().execute(sql`update sign_in_codes set expires_at = expires_at - interval '5 minutes'`);
  expect(await checkCode(mobile, text!.code, visit)).toBeNull();
});

test("two who use the same code at once: one gets in", async () => {
  await requestCode(mobile, visit);
  const [text] = await texted();
  const both = await Promise.all([checkCode(mobile, text!.code, visit), checkCode(mobile, text!.code, visit)]);
  expect(both.filter(Boolean)).toHaveLength(1);
});

test("the fourth code within a quarter of an hour is refused, known number or not", async () => {
  for (const number of [mobile, "+17735550198"]) {
    for (let at = 0; at < 3; at++) expect((await requestCode(number, visit)).sent).toBe(true);
    expect(await requestCode(number, visit)).toMatchObject({
      sent: false,
      sentence: "Too many codes requested. Try again in 15 minutes. Or sign in another way.",
    });
  }
});

test("an IPv6 /64 is one visitor and a /56 one network, for codes and for guesses", async () => {
  const from = (address: string): SignInVisit => ({ userAgent: "", address });
  const ask = (n: number, address: string) => requestCode(`+1773555${2000 + n}`, from(address));
  const one = await Promise.all(Array.from({ length: 30 }, (_, n) => ask(n, `2001:db8:1:2::${n}`)));
  expect(one.filter(({ sent }) => sent)).toHaveLength(20);
  const wide = await Promise.all(Array.from({ length: 80 }, (_, n) => ask(100 + n, `2001:db8:1:${16 + n}::1`)));
  expect(wide.filter(({ sent }) => sent).length).toBeLessThan(80);
  const guesses = await Promise.all(
    Array.from({ length: 70 }, (_, n) => check(`+1773555${3000 + n}`, "123456", from(`2001:db8:9:2::${n}`))),
  );
  expect(guesses.filter((guess) => guess.teammate === null && "wait" in guess && guess.wait > 0)).toHaveLength(10);
});

test("codes are texted to mobiles of the US and Canada only, whoever is on a team", async () => {
  for (const foreign of ["+447700900123", "+18765551234", "+881623456789"]) {
    await db().execute(sql`
      insert into teammates (leader_id, name, mobile, role) select id, 'Old', ${foreign}, 'reader' from leaders`);
    expect(await requestCode(foreign, visit)).toMatchObject({
      sent: false,
      sentence: "Enter a US or Canadian mobile number.",
    });
  }
  expect(await texted()).toEqual([]);
  await db().execute(sql`delete from teammates where name = 'Old'`);
});

test("one leader's team and the instance have a budget of codes, of which strangers can use half", async () => {
  const use = (what: string, who: string, points: number) =>
    db().execute(sql`
      insert into rate_limits (key, points, expire) values (${`${what}:${who}`}, ${points}, ${Date.now() + 600_000})
      on conflict (key) do update set points = excluded.points`);
  const { rows } = await db().execute<{ id: number }>(sql`select id from leaders`);
  const known = { ...visit, deviceCookie: await knownCookie() };
  await use("code-leader-hour", String(rows[0]?.id), 30);
  // Nothing tells a stranger that this number is known.
  expect(await requestCode(mobile, visit)).toEqual({ sent: true });
  expect(await texted()).toEqual([]);
  expect(await requestCode(mobile, known)).toEqual({ sent: true });
  expect(await texted()).toHaveLength(1);
  await use("code-total-hour", "all", 200);
  for (const number of [mobile, "+17735550198"]) {
    expect(await requestCode(number, visit)).toMatchObject({
      sent: false,
      sentence: expect.stringMatching(/Too many/),
    });
  }
  expect(await requestCode(mobile, known)).toEqual({ sent: true });
  await use("code-total-hour", "all", 400);
  expect(await requestCode(mobile, known)).toMatchObject({ sent: false });
  expect(await texted()).toHaveLength(2);
});

test("many requests at once stay within the budget of codes", async () => {
  await db().execute(sql`
    insert into teammates (leader_id, name, mobile, role)
    select id, 'Many', '+1312555' || (1000 + n), 'reader' from leaders, generate_series(1, 40) n`);
  await Promise.all(Array.from({ length: 40 }, (_, n) => requestCode(`+1312555${1001 + n}`, fromEverywhere(n * 260))));
  expect((await texted()).length).toBeLessThanOrEqual(30);
  expect((await texted()).length).toBeGreaterThan(0);
  await db().execute(sql`delete from teammates where name = 'Many'`);
});

test("an address is limited over all numbers", async () => {
  const address = (last: number): SignInVisit => ({ userAgent: "", address: `192.0.2.${last}` });
  const answers = [];
  for (let at = 0; at < 21; at++) answers.push((await requestCode(`+1773555${1000 + at}`, address(9))).sent);
  expect(answers.filter(Boolean)).toHaveLength(20);
  expect((await requestCode(mobile, address(10))).sent).toBe(true);
}, 20_000);

/** Lets time go by for everything that counts. */
const later = (seconds: number) =>
  db().execute(sql`
    with moved as (update rate_limits set expire = expire - ${seconds * 1000}::bigint),
      events as (update security_events set at = at - make_interval(secs => ${seconds}))
    update sign_in_guards set blocked_until = blocked_until - make_interval(secs => ${seconds}),
      last_at = last_at - make_interval(secs => ${seconds})`);
const fromEverywhere = (n: number): SignInVisit => ({
  userAgent: "",
  address: `198.51.${Math.floor(n / 250)}.${n % 250}`,
});
const count = async (query: ReturnType<typeof sql>) =>
  Number((await db().execute<{ n: number }>(sql`select count(*)::int as n from ${query}`)).rows[0]?.n);

test("a day of requests from everywhere texts a number six times, and tells its owner once", async () => {
  for (let quarter = 0; quarter < 24; quarter++) {
    for (let at = 0; at < 4; at++) await requestCode(mobile, fromEverywhere(quarter * 4 + at));
    await later(899);
  }
  expect(await texted()).toHaveLength(6);
  expect(await count(sql`messages where body like 'Someone tried to sign in%'`)).toBe(1);
  expect(await count(sql`security_events where kind = 'blocked'`)).toBe(1);
}, 120_000);

test("an attacker who never stops gets fewer than 400 guesses a year at a number", async () => {
  const seconds = async () =>
    Number(
      (
        await db().execute<{ s: number }>(
          sql`select greatest(0, extract(epoch from max(blocked_until) - now()))::float8 as s from sign_in_guards`,
        )
      ).rows[0]?.s,
    );
  let guesses = 0;
  for (let left = 365 * 86_400; left > 0; ) {
    const counted = await countGuess(db(), guardKey(mobile, null));
    if (counted.wait === 0) guesses++;
    const wait = Math.ceil(await seconds());
    left -= Math.max(wait, 1);
    await later(wait);
  }
  expect(guesses).toBeGreaterThan(300);
  expect(guesses).toBeLessThan(400);
}, 60_000);

test("guesses at once are all counted", async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => countGuess(db(), guardKey(mobile, null))));
  expect(all.filter((one) => one.wait === 0).length).toBeLessThanOrEqual(5);
});

test("an attacker locks strangers out, but not a device that has signed in before", async () => {
  const known: SignInVisit = { ...visit, deviceCookie: await knownCookie() };
  for (let at = 0; at < 6; at++) await checkCode(mobile, "000000", fromEverywhere(at));
  for (let at = 0; at < 4; at++) await requestCode(mobile, fromEverywhere(at));
  expect((await requestCode(mobile, visit)).sent).toBe(false);
  expect((await requestCode(mobile, known)).sent).toBe(true);
  const code = (await texted()).at(-1)?.code as string;
  expect(await check(mobile, code, visit)).toMatchObject({ teammate: null, wait: expect.any(Number) });
  expect((await checkCode(mobile, code, known))?.name).toBe("Ana");
});

test("strangers at its address do not lock out a device that has signed in before", async () => {
  const known: SignInVisit = { ...visit, deviceCookie: await knownCookie() };
  for (const rule of ["code-address", "try-address"] as const)
    while ((await waitForAddress(rule, visit.address)) === 0);
  expect(await requestCode(mobile, visit)).toMatchObject({ sent: false });
  expect(await check(mobile, "000000", visit)).toMatchObject({ wait: expect.any(Number) });
  expect(await requestCode(mobile, known)).toEqual({ sent: true });
  const [text] = await texted();
  expect((await checkCode(mobile, text!.code, known))?.name).toBe("Ana");
  // It still has limits: its own.
  for (let at = 0; at < 5; at++) await requestCode(mobile, known);
  expect(await requestCode(mobile, known)).toMatchObject({ sent: false });
  for (let at = 0; at < 6; at++) await check(mobile, "000000", known);
  const blocked = await check(mobile, "000000", known);
  expect(blocked.teammate === null && blocked.wait).toBeGreaterThan(0);
});

test("a right code does not give an attacker new guesses", async () => {
  for (let at = 0; at < 4; at++) await checkCode(mobile, "000000", visit);
  await requestCode(mobile, visit);
  const code = (await texted()).at(-1)?.code as string;
  expect(await checkCode(mobile, code, visit)).not.toBeNull();
  await checkCode(mobile, "000000", visit);
  expect((await check(mobile, "000000", visit)) as { wait: number }).toMatchObject({ wait: expect.any(Number) });
  expect(((await check(mobile, "000000", visit)) as { wait: number }).wait).toBeGreaterThan(0);
});

async function knownCookie(): Promise<string> {
  const ana = (await teammateByMobile(db(), mobile))!;
  return (await rememberDevice(db(), ana, visit, undefined)).cookie;
}

test("a known device's cookie is nothing for another number, or changed", async () => {
  const cookie = await knownCookie();
  expect(await knownDevice(db(), cookie, mobile)).toMatch(/^[\w-]{22}$/);
  expect(await knownDevice(db(), cookie, "+17735550101")).toBeNull();
  expect(await knownDevice(db(), `${cookie.slice(0, -2)}AA`, mobile)).toBeNull();
  expect(await knownDevice(db(), `A${cookie.slice(1)}`, mobile)).toBeNull();
  expect(await knownDevice(db(), undefined, mobile)).toBeNull();
});

test("a known device has a date that is signed, ends after a year, and can be revoked before", async () => {
  const ana = (await teammateByMobile(db(), mobile))!;
  const cookie = await knownCookie();
  const [key, issued, mac] = cookie.split(".") as [string, string, string];
  expect(Math.abs(Number(issued) - Date.now() / 1000)).toBeLessThan(60);
  expect(await knownDevice(db(), `${key}.${Number(issued) + 1}.${mac}`, mobile)).toBeNull();
  // A cookie that signs in again keeps its row, and gets a new date.
  const again = await rememberDevice(db(), ana, visit, cookie);
  expect(again.cookie.split(".")[0]).toBe(key);
  vi.useFakeTimers({ now: Date.now() + 366 * 86_400_000, toFake: ["Date"] });
  expect(await knownDevice(db(), again.cookie, mobile)).toBeNull();
  vi.useRealTimers();
  expect(await knownDevice(db(), again.cookie, mobile)).toBe(key);
  const other = await rememberDevice(db(), ana, visit, undefined);
  const whose = { leaderId: ana.leaderId, teammateId: ana.id };
  expect(await forgetDevices(db(), whose, other.id)).toBeGreaterThan(0);
  expect(await knownDevice(db(), again.cookie, mobile)).toBeNull();
  expect(await knownDevice(db(), other.cookie, mobile)).not.toBeNull();
});
