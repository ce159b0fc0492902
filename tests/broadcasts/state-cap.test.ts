import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countersOf } from "@/lib/broadcasts/counters";
import { readRunning } from "@/lib/broadcasts/running";
import { broadcasts, type DeliveryState, deliveries } from "@/lib/broadcasts/table";
import { takeStep } from "@/lib/broadcasts/walk";
import { db } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "../database";
import { addAna, addMember, hoursAgo, now } from "./caps";

let database: TestDatabase;
let leaderId: number;
const owner = "this worker";
const numbers = ["+17733659687", "+17733659688"] as const;

beforeAll(async () => {
  database = await testDatabase();
  leaderId = await addAna();
  for (const phone of numbers)
    await db().execute(
      sql`INSERT INTO numbers (phone, leader_id, lease_owner) VALUES (${phone}, ${leaderId}, ${owner})`,
    );
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const table of ["deliveries", "broadcast_counts", "broadcasts", "members"])
    await db().execute(sql.raw(`DELETE FROM ${table}`));
});

const member = (where: { state?: string; phone?: string }) => addMember({ leaderId, number: numbers[0] }, where);

/** A broadcast whose recipients are set, this member among them; answers its id. */
async function broadcast(memberId: number, state: DeliveryState, hours: number, number: string = numbers[0]) {
  const [one] = await db()
    .insert(broadcasts)
    .values({ leaderId, number, body: "x", state: "sending", startedAt: hoursAgo(hours) })
    .returning({ id: broadcasts.id });
  const id = one?.id as number;
  const sentAt = state === "waiting" ? null : hoursAgo(hours);
  await db().insert(deliveries).values({ leaderId, broadcastId: id, memberId, phone: "+13125550100", state, sentAt });
  return id;
}

/** What becomes of them when their turn comes. */
async function turn(id: number): Promise<{ sent: boolean; state: string; code: string | null }> {
  const running = await readRunning(db(), leaderId, id);
  if (!running) throw new Error("There is no such broadcast.");
  const { toSend } = await takeStep(running, { walk: "all", limit: 10, look: 10, owner, now });
  const { rows } = await db().execute<{ state: string; error_code: string | null }>(
    sql`SELECT state, error_code FROM deliveries WHERE broadcast_id = ${id}`,
  );
  return { sent: toSend.length === 1, state: rows[0]?.state as string, code: rows[0]?.error_code ?? null };
}
const goes = { sent: true, state: "sending", code: null };
const withheld = { sent: false, state: "withheld", code: "state_cap" };

describe("a state's cap on texts within 24 hours, asked again at the moment of sending", () => {
  it.each([
    ["FL", "+13055550100"],
    ["OK", "+14055550100"],
    ["MD", "+13015550100"],
  ])("%s: three have gone since the recipients were set, and a fourth does not", async (state, phone) => {
    for (const where of [{ state }, { phone }]) {
      const id = await member(where);
      const waiting = await broadcast(id, "waiting", 12);
      for (const hours of [3, 2]) await broadcast(id, "delivered", hours);
      const last = await broadcast(id, "waiting", 12);
      expect(await turn(last)).toEqual(goes);
      expect(await turn(waiting)).toEqual(withheld);
      expect(await countersOf(db(), leaderId, waiting)).toMatchObject({ withheld: 1, sending: 0 });
      await db().execute(sql`DELETE FROM members`);
    }
  });

  it("who moved there after the recipients were set has the law of where they are", async () => {
    const id = await member({ state: "IL" });
    for (const hours of [3, 2, 1]) await broadcast(id, "sent", hours);
    expect(await turn(await broadcast(id, "waiting", 1))).toEqual(goes);
    await db().execute(sql`UPDATE members SET state = 'FL'`);
    expect(await turn(await broadcast(id, "waiting", 1))).toEqual(withheld);
  });

  it("counts 24 hours by the clock, what may have gone, and nothing that failed or still waits", async () => {
    const id = await member({ state: "FL" });
    await broadcast(id, "delivered", 24.1);
    await broadcast(id, "failed", 2);
    await broadcast(id, "waiting", 2);
    await broadcast(id, "delivered", 23.9);
    await broadcast(id, "unconfirmed", 2);
    expect(await turn(await broadcast(id, "waiting", 1))).toEqual(goes);
    expect(await turn(await broadcast(id, "waiting", 1))).toEqual(withheld);
  });

  it("two numbers at the same moment: one of them sees what the other takes", async () => {
    for (let round = 0; round < 10; round++) {
      const id = await member({ state: "FL" });
      for (const hours of [3, 2]) await broadcast(id, "delivered", hours);
      const both = [await broadcast(id, "waiting", 1, numbers[0]), await broadcast(id, "waiting", 1, numbers[1])];
      const came = await Promise.all(both.map(turn));
      expect(came.filter((one) => one.sent)).toHaveLength(1);
      await db().execute(sql`DELETE FROM members`);
    }
  });
});
