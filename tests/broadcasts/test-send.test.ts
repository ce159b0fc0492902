import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addBroadcast } from "@/lib/broadcasts/queries";
import { sendTest } from "@/lib/broadcasts/test-send";
import { db } from "@/lib/db/client";
import { createLeader } from "@/lib/team/found";
import { addTeammate } from "@/lib/team/queries";
import { type TestDatabase, testDatabase } from "../database";

const number = "+17733659687";
let database: TestDatabase;
let leaderId: number;

beforeAll(async () => {
  database = await testDatabase();
  const wish = { name: "Ana", handle: "ana", mobile: "+17735550100", number, timeZone: "America/Chicago" };
  leaderId = (await createLeader(wish, { buy: async () => {} })).id;
});
afterAll(() => database.close());

const member = (phone: string, status: string, blocked = false) =>
  db().execute(sql`
    INSERT INTO members (leader_id, phone, country, number, status, blocked_at)
    VALUES (${leaderId}, ${phone}, 'US', ${number}, ${status}, ${blocked ? sql`now()` : null})`);
const texted = async () =>
  (await db().execute<{ phone: string }>(sql`SELECT phone FROM messages WHERE outbound ORDER BY phone`)).rows.map(
    ({ phone }) => phone,
  );

test("a test goes to the team, but to nobody who opted out, is blocked, or is no mobile of the US or Canada", async () => {
  for (const mobile of ["+17735550101", "+17735550102", "+17735550103", "+447700900123", "+18765551234"])
    await addTeammate(db(), { leaderId, name: "Wes", mobile, role: "reader" });
  await member("+17735550101", "opted_out");
  await member("+17735550102", "active", true);
  await member("+17735550103", "active");
  const id = await addBroadcast(db(), { leaderId, number, body: "Hello", audience: { is: "everyone" } });
  const send = (onceKey: string) => sendTest(db(), { leaderId, id, reader: null, onceKey });
  expect(await send("1")).toEqual({ texted: 2 });
  expect(await texted()).toEqual(["+17735550100", "+17735550103"]);
  await member("+17735550100", "opted_out");
  await db().execute(sql`UPDATE members SET status = 'opted_out' WHERE phone = '+17735550103'`);
  expect(await send("2")).toMatchObject({ refused: expect.stringContaining("opted out") });
});
