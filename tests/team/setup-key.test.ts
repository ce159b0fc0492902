import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { addLeader } from "@/lib/leaders/queries";
import { pathAfter } from "@/lib/team/next-path";
import { checkSetupKey, maySetUp } from "@/lib/team/setup-key";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { fromClient } from "@/tests/from-client";

const hash = createHash("sha256").update("the-key").digest("hex");
const fromHere = (cookie?: string) => fromClient({ address: "127.0.0.1", local: true }, () => maySetUp(cookie));
const fromElsewhere = (cookie?: string) => fromClient({ local: false }, () => maySetUp(cookie));
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => {
  process.env.TENFOUR_SETUP_KEY_HASH = hash;
});
afterAll(() => {
  delete process.env.TENFOUR_SETUP_KEY_HASH;
  return database.close();
});

test("this computer needs no key, others need the key's cookie", async () => {
  expect(await fromHere()).toBe(true);
  expect(await fromElsewhere()).toBe(false);
  expect(await fromElsewhere("x".repeat(64))).toBe(false);
  expect(await fromElsewhere(hash)).toBe(true);
});

test("outside of a request nobody is at this computer", async () => {
  expect(await maySetUp(undefined)).toBe(false);
});

test("the right key gives the cookie, a wrong one a sentence, and an address has ten tries", async () => {
  expect(await checkSetupKey(" the-key\n", "192.0.2.1")).toEqual({ right: true, cookie: hash });
  for (let at = 0; at < 10; at++) {
    expect(await checkSetupKey("guess", "192.0.2.2")).toMatchObject({
      right: false,
      sentence: expect.stringMatching(/not the key/),
    });
  }
  expect(await checkSetupKey("guess", "192.0.2.2")).toMatchObject({
    right: false,
    sentence: expect.stringMatching(/Too many/),
  });
});

test("nobody closes the setup for others: not with their tries, nor with those that were refused", async () => {
  await pool().query("DELETE FROM rate_limits");
  for (let at = 0; at < 80; at++) await checkSetupKey("guess", "203.0.113.5");
  expect(await checkSetupKey("a slip", "198.51.100.1")).toMatchObject({
    sentence: expect.stringMatching(/not the key/),
  });
  expect(await checkSetupKey("the-key", "198.51.100.1")).toEqual({ right: true, cookie: hash });
  expect(await checkSetupKey("the-key", "203.0.113.5")).toEqual({ right: true, cookie: hash });
  const { rows } = await pool().query("SELECT points FROM rate_limits WHERE key = 'setup-key-total:all'");
  expect(rows).toEqual([{ points: 11 }]);
  await pool().query("DELETE FROM rate_limits");
});

test("one IPv6 network has the tries of one network, whatever its addresses", async () => {
  for (let at = 0; at < 40; at++) await checkSetupKey("guess", `2001:db8:1:2::${at.toString(16)}`);
  const { rows } = await pool().query("SELECT points FROM rate_limits WHERE key = 'setup-key-total:all'");
  expect(rows).toEqual([{ points: 10 }]);
  await pool().query("DELETE FROM rate_limits");
});

test("many addresses together have sixty tries", async () => {
  const answers = [];
  for (let at = 0; at < 70; at++) answers.push(await checkSetupKey("guess", `198.51.${at}.1`));
  expect(answers.filter((one) => !one.right && /not the key/.test(one.sentence)).length).toBeLessThanOrEqual(60);
  expect(answers.at(-1)).toMatchObject({ right: false, sentence: expect.stringMatching(/Too many/) });
  await pool().query("DELETE FROM rate_limits");
});

test("with the first leader the key and its cookie end, also where another process created the leader", async () => {
  await addLeader(db(), {
    name: "Ana",
    handle: "ana",
    timeZone: "America/Chicago",
    firstAnswer: "{{link}}",
    picture: null,
  });
  expect(await checkSetupKey("the-key", "192.0.2.9")).toMatchObject({ right: false });
  process.env.TENFOUR_SETUP_KEY_HASH = hash;
  expect(await fromElsewhere(hash)).toBe(false);
  expect(await fromHere()).toBe(false);
  expect(process.env.TENFOUR_SETUP_KEY_HASH).toBeUndefined();
});

test.each([
  ["/members?x=1", "/members?x=1"],
  ["//evil.test", "/inbox"],
  ["/\\evil.test", "/inbox"],
  ["https://evil.test", "/inbox"],
  ["/\t/evil.test", "/inbox"],
  ["/sign-in", "/inbox"],
  [undefined, "/inbox"],
  [["/a", "/b"], "/inbox"],
])("after signing in, %j leads to %s", (next, path) => {
  expect(pathAfter(next)).toBe(path);
});
