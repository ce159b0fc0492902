import { afterAll, beforeAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { leaders } from "@/lib/leaders/table";
import { type TestDatabase, testDatabase } from "./database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("a test file's database is migrated and empty", async () => {
  expect(await db().select().from(leaders)).toEqual([]);
});

test("the consent log cannot be rewritten", async () => {
  await pool().query(
    "INSERT INTO consent_log (leader_id, member_id, phone, event, channel) VALUES (1, 1, '+14155550101', 'granted', 'keyword')",
  );
  await expect(pool().query("UPDATE consent_log SET event = 'revoked'")).rejects.toThrow();
  await expect(pool().query("DELETE FROM consent_log")).rejects.toThrow();
});
