import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pathAfter } from "@/lib/team/next-path";
import { mayWelcome, readSetupKey } from "@/lib/team/setup-key";
import { type TestDatabase, testDatabase } from "@/tests/database";

const hash = createHash("sha256").update("the-key").digest("hex");
const local = new Headers({ "x-tenfour-local": "1" });
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  process.env.TENFOUR_SETUP_KEY_HASH = hash;
});
afterAll(() => {
  delete process.env.TENFOUR_SETUP_KEY_HASH;
  return database.close();
});

test("loopback walks in; elsewhere needs the key's cookie", () => {
  expect(mayWelcome(local, undefined)).toBe(true);
  expect(mayWelcome(new Headers(), undefined)).toBe(false);
  expect(mayWelcome(new Headers(), "x".repeat(64))).toBe(false);
  expect(mayWelcome(new Headers(), hash)).toBe(true);
});

test("the right key gives the cookie, a wrong one a sentence, and ten tries are enough", async () => {
  expect(await readSetupKey(" the-key\n", "192.0.2.1")).toEqual({ right: true, cookie: hash });
  for (let at = 0; at < 10; at++) {
    expect(await readSetupKey("guess", "192.0.2.2")).toMatchObject({
      right: false,
      sentence: expect.stringMatching(/not the key/),
    });
  }
  expect(await readSetupKey("the-key", "192.0.2.2")).toMatchObject({
    right: false,
    sentence: expect.stringMatching(/Too many/),
  });
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
