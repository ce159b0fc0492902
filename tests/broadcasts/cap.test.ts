import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { previewAudience } from "@/lib/broadcasts/preview";
import { type BroadcastState, broadcasts, type DeliveryState, deliveries } from "@/lib/broadcasts/table";
import { db } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "../database";
import { addAna, addMember, hoursAgo, now } from "./caps";

let database: TestDatabase;
let leaderId: number;
const number = "+17733659687";

beforeAll(async () => {
  database = await testDatabase();
  leaderId = await addAna();
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const table of ["deliveries", "broadcasts", "members"]) await db().execute(sql.raw(`DELETE FROM ${table}`));
  await capped(1, null);
});

const capped = (perDay: number | null, perWeek: number | null) =>
  db().execute(sql`UPDATE leaders SET broadcasts_per_day = ${perDay}, broadcasts_per_week = ${perWeek}`);

const member = (where: { state?: string; phone?: string } = {}) => addMember({ leaderId, number }, where);

/** A broadcast that reached this member so many hours ago. */
async function had(memberId: number, hours: number, now: { state?: DeliveryState; of?: BroadcastState } = {}) {
  const at = hoursAgo(hours);
  const [one] = await db()
    .insert(broadcasts)
    .values({ leaderId, number, body: "x", state: now.of ?? "finished", startedAt: at })
    .returning({ id: broadcasts.id });
  const state = now.state ?? "delivered";
  await db()
    .insert(deliveries)
    .values({
      leaderId,
      broadcastId: one?.id as number,
      memberId,
      phone: "+13125550100",
      state,
      sentAt: state === "waiting" ? null : at,
    });
}

/** Would they get another one now? */
async function mayGet(overrideCap = false): Promise<boolean> {
  const plan = { kind: "now" as const, notAfter: null, overrideCap };
  const { recipients, leftOut } = await previewAudience(db(), leaderId, null, plan, now);
  expect(recipients + (leftOut.capped ?? 0)).toBe(1);
  return recipients === 1;
}

describe("the leader's own cap", () => {
  it("is one broadcast a day where nothing was said, and can be overridden", async () => {
    await db().execute(sql`UPDATE leaders SET broadcasts_per_day = DEFAULT`);
    const id = await member();
    expect(await mayGet()).toBe(true);
    await had(id, 2);
    expect(await mayGet()).toBe(false);
    expect(await mayGet(true)).toBe(true);
  });

  it("counts by the days of the leader's zone: what came last night is yesterday's", async () => {
    // 23:30 in Chicago is 5:30 of the same day in UTC.
    await had(await member(), 12.5);
    expect(await mayGet()).toBe(true);
  });

  it("a week is seven days, today among them", async () => {
    await capped(null, 2);
    const id = await member();
    await had(id, 5 * 24);
    await had(id, 6 * 24);
    expect(await mayGet()).toBe(false);
    await capped(null, 3);
    expect(await mayGet()).toBe(true);
    await capped(null, 2);
    await db().execute(sql`UPDATE deliveries SET sent_at = sent_at - interval '2 days'`);
    expect(await mayGet()).toBe(true);
  });

  it("counts what is still to go, not what failed, was withheld, or was cancelled before their turn", async () => {
    const id = await member();
    await had(id, 1, { state: "failed" });
    await had(id, 1, { state: "withheld" });
    await had(id, 1, { state: "waiting", of: "cancelled" });
    expect(await mayGet()).toBe(true);
    await had(id, 1, { state: "waiting", of: "paused" });
    expect(await mayGet()).toBe(false);
  });
});

describe.each([
  ["Florida", "FL", "+13055550100"],
  ["Oklahoma", "OK", "+14055550100"],
  ["Maryland", "MD", "+14105550100"],
])("%s: three texts within 24 hours at most, which nobody overrides", (_, state, phone) => {
  beforeEach(() => capped(null, null));

  it("by the state they gave, however it is written", async () => {
    const id = await member({ state: state.toLowerCase() });
    for (const hours of [3, 2]) await had(id, hours);
    expect(await mayGet(true)).toBe(true);
    await had(id, 1);
    expect(await mayGet(true)).toBe(false);
  });

  it("by their number where they gave none", async () => {
    const id = await member({ phone });
    for (const hours of [3, 2, 1]) await had(id, hours);
    expect(await mayGet(true)).toBe(false);
  });

  it("24 hours by the clock, not a day of the calendar", async () => {
    const id = await member({ state });
    for (const hours of [23, 22, 21]) await had(id, hours);
    expect(await mayGet(true)).toBe(false);
    await db().execute(
      sql`UPDATE deliveries SET sent_at = sent_at - interval '2 hours' WHERE sent_at < ${hoursAgo(22.5).toISOString()}`,
    );
    expect(await mayGet(true)).toBe(true);
  });

  it("not for who moved away and kept the number, nor for others", async () => {
    const id = await member({ state: "IL", phone });
    for (const hours of [3, 2, 1]) await had(id, hours);
    expect(await mayGet(true)).toBe(true);
  });
});
