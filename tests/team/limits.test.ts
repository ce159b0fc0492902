import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { waitForAddress } from "@/lib/team/address-limits";
import { requestCode } from "@/lib/team/codes";
import { reserve, usedOf, waitFor, waitNow } from "@/lib/team/limits";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => pool().query("DELETE FROM rate_limits"));
afterAll(() => database.close());

const keys = async () =>
  (await pool().query<{ key: string }>("SELECT key FROM rate_limits")).rows.map(({ key }) => key);

test("the table names no number and no address", async () => {
  await requestCode("+13125550123", { address: "203.0.113.7", userAgent: "" });
  await waitForAddress("try-address", "2001:db8:77:88::1");
  await waitFor("join-number", "+14165550199");
  await waitFor("code-device", "device-of-somebody");
  const kept = await keys();
  expect(kept.length).toBeGreaterThan(6);
  for (const key of kept) expect(key).toMatch(/^[a-z-]+:([\w-]{22}|all)$/);
  expect(kept.join()).not.toMatch(/3125550123|4165550199|203\.0\.113|2001:db8|somebody/);
});

test("the same one is counted under the same name, apart for each rule", async () => {
  for (let at = 0; at < 3; at++) expect(await waitFor("code-number", "+13125550123")).toBe(0);
  expect(await waitFor("code-number", "+13125550123")).toBeGreaterThan(0);
  expect(await waitNow("code-number", "+13125550123")).toBeGreaterThan(0);
  expect(await waitFor("code-number", "+13125550124")).toBe(0);
  expect(await usedOf("code-number-day", "+13125550123")).toBe(0);
  const [first, second] = (await keys()).map((key) => key.split(":")[1]);
  await waitFor("code-number-day", "+13125550123");
  expect((await keys()).filter((key) => key.endsWith(`:${first}`) || key.endsWith(`:${second}`))).toHaveLength(2);
});

test("what was reserved is given back", async () => {
  const reserved = await reserve([{ what: "join-number", who: "+13125550123" }]);
  expect(await usedOf("join-number", "+13125550123")).toBe(1);
  await reserved?.giveBack();
  expect(await usedOf("join-number", "+13125550123")).toBe(0);
});
