import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { cancelBroadcast, pauseBroadcast, resumeBroadcast } from "@/lib/broadcasts/control";
import { startBroadcast } from "@/lib/broadcasts/schedule";
import { db } from "@/lib/db/client";
import { queueTexts } from "@/lib/messages/queue";
import { until } from "../program";
import { closedZone, openZone, PostOffice } from "./post-office";

vi.setConfig({ testTimeout: 200_000 });
let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open();
  await db().execute(sql`UPDATE leaders SET broadcasts_per_day = NULL`);
  office.work();
}, 120_000);
afterAll(() => office.close());

const which = (id: number) => ({ leaderId: office.leaderId, id });
const alone = () => office.alone();
const pace = (partsPerSecond: number | null) => office.pace(partsPerSecond);
const agree = (id: number) => office.agrees(id);

describe("control", () => {
  it("pause holds everything, resume goes on where it stood, twice is once", async () => {
    await alone();
    await pace(10);
    await office.members(40);
    const id = await office.draft();
    await startBroadcast(which(id));
    await until("some to leave", async () => (await office.counters(id)).waiting < 38, 60_000);
    expect(await pauseBroadcast(which(id))).toMatchObject({ refused: null, already: false, state: "paused" });
    expect((await pauseBroadcast(which(id))).already).toBe(true);
    const held = await office.becomes(id, { sending: 0 });
    expect(held).toMatchObject({ pausedBy: "leader" });
    await pace(null);
    await new Promise((done) => setTimeout(done, 1_500));
    expect((await office.counters(id)).waiting).toBe(held.waiting);
    await resumeBroadcast(which(id));
    await office.becomes(id, { state: "finished", delivered: 40, pausedBy: null });
  });

  it("a carrier out of credit stops it with the reason, and resuming sends the rest", async () => {
    await alone();
    await office.members(10);
    const id = await office.draft();
    await office.simulator.phones.switches({ refuseWith: 402 });
    await startBroadcast(which(id));
    const { pausedReason } = await office.becomes(id, {
      state: "paused",
      pausedBy: "carrier",
      waiting: 10,
      sending: 0,
    });
    expect(pausedReason).toMatch(/credit/);
    await office.simulator.phones.switches({ refuseWith: 0 });
    await resumeBroadcast(which(id));
    await office.becomes(id, { state: "finished", delivered: 10 }, 40_000);
    await agree(id);
  });

  it("pauses itself when texts suddenly fail, and says why", async () => {
    await alone();
    await pace(40);
    await office.members(400);
    const id = await office.draft();
    await startBroadcast(which(id));
    await office.becomes(id, { state: "sending" });
    await until("it to go well at first", async () => (await office.counters(id)).delivered > 20, 60_000);
    await office.simulator.phones.switches({ failures: 1, failureCode: "1210" });
    const { pausedReason, waiting } = await office.becomes(id, { state: "paused", pausedBy: "tenfour" });
    expect(pausedReason).toMatch(/^\d+ of the last \d+ texts failed\. See why before you go on\.$/);
    expect(waiting).toBeGreaterThan(0);
    await office.simulator.phones.switches({ failures: 0 });
    await pace(null);
    await resumeBroadcast(which(id));
    await office.becomes(id, { state: "finished", waiting: 0 });
    await agree(id);
  });

  it("pauses itself when people leave because of it, and says why", async () => {
    await alone();
    await pace(40);
    const members = await office.members(400);
    const id = await office.draft("Vote for my cousin");
    await startBroadcast(which(id));
    const left = new Set<string>();
    await until(
      "it to pause",
      async () => {
        const got = (await office.simulator.phones.accepted()).filter((one) => one.text === "Vote for my cousin");
        for (const { to } of got.filter((one) => !left.has(one.to)).slice(0, 10)) {
          left.add(to);
          await office.simulator.phones.text(to, office.number, "STOP");
        }
        return (await office.counters(id)).state === "paused";
      },
      60_000,
    );
    const { pausedReason, pausedBy, waiting } = await office.counters(id);
    expect(pausedBy).toBe("tenfour");
    expect(pausedReason).toMatch(/^\d+ people opted out after the last \d+ texts\. Think about it/);
    expect(waiting).toBeGreaterThan(0);
    expect(left.size).toBeLessThan(members.length);
    await cancelBroadcast(which(id));
    await pace(null);
  });
});

describe("what shares a number", () => {
  it("an answer to one person overtakes a broadcast of 100,000 that waits", async () => {
    await alone();
    const perSecond = 50;
    await pace(perSecond);
    const [fan] = await office.members(1);
    const phone = fan?.phone as string;
    await alone();
    await crowd(100_000);
    const id = await office.draft("To everybody");
    await startBroadcast(which(id));
    const onItsWay = async () => {
      const { recipients, waiting } = await office.counters(id);
      return recipients === 100_000 && waiting < recipients - perSecond;
    };
    await until("it to be on its way", onItsWay, 100_000);
    const before = (await office.simulator.phones.accepted()).length;
    const begun = Date.now();
    const text = { leaderId: office.leaderId, memberId: fan?.id as number, number: office.number, phone };
    await db().transaction((tx) => queueTexts(tx, [{ ...text, kind: "reply", body: "Just for you" }]));
    await office.simulator.phones.read(phone, /Just for you/, 60_000);
    const after = (await office.simulator.phones.accepted()).slice(before);
    const overtakenBy = after.findIndex((one) => one.text === "Just for you");
    console.log(`The answer left after ${overtakenBy} texts of the broadcast, read after ${Date.now() - begun} ms.`);
    // Two seconds of the number's pace, whatever the machine is busy with.
    expect(overtakenBy).toBeLessThanOrEqual(2 * perSecond);
    expect((await office.counters(id)).waiting).toBeGreaterThan(50_000);
    await cancelBroadcast(which(id));
    await pace(null);
    await db().execute(sql`UPDATE members SET status = 'new' WHERE status = 'active'`);
  });

  it("an answer goes at any hour, while the broadcast to the same person waits for their morning", async () => {
    await alone();
    const [fan] = await office.members(1, { timeZone: closedZone() });
    const phone = fan?.phone as string;
    const id = await office.draft("Good morning");
    await startBroadcast(which(id));
    await office.becomes(id, { state: "sending", waiting: 1, heldForWindow: 1 });
    const text = { leaderId: office.leaderId, memberId: fan?.id as number, number: office.number, phone };
    await db().transaction((tx) => queueTexts(tx, [{ ...text, kind: "reply", body: "You are up late" }]));
    await office.simulator.phones.read(phone, /You are up late/, 60_000);
    expect((await office.simulator.phones.accepted(phone)).map((one) => one.text)).toEqual(["You are up late"]);
    await cancelBroadcast(which(id));
  });

  it("two broadcasts on one number both move", async () => {
    await alone();
    await pace(20);
    await office.members(60);
    const large = await office.draft("Large");
    await startBroadcast(which(large));
    await until("the large one to move", async () => (await office.counters(large)).waiting < 58, 60_000);
    const small = await office.draft("Small", { audience: { is: "members", ids: await newest(5) } });
    await startBroadcast(which(small));
    await office.becomes(small, { state: "finished", recipients: 5 });
    expect((await office.counters(large)).waiting).toBeGreaterThan(0);
    await cancelBroadcast(which(large));
    await pace(null);
  });

  it("parts a day hold broadcasts back, and no answer", async () => {
    await alone();
    await office.members(10);
    // At rest first: what an earlier story sent may still be written down, and would count for the day.
    await office.rest();
    await db().execute(sql`UPDATE number_days SET parts = 0`);
    await db().execute(
      sql`WITH n AS (UPDATE numbers SET parts_per_day = 4) SELECT pg_notify('tenfour_work', 'numbers')`,
    );
    office.work();
    const id = await office.draft();
    await startBroadcast(which(id));
    await office.becomes(id, { delivered: 4, waiting: 6, state: "sending" });
    await db().execute(
      sql`WITH n AS (UPDATE numbers SET parts_per_day = NULL) SELECT pg_notify('tenfour_work', 'numbers')`,
    );
    await office.becomes(id, { state: "finished", delivered: 10 });
  });
});

async function newest(count: number): Promise<number[]> {
  const { rows } = await db().execute<{ id: number }>(sql`SELECT id FROM members ORDER BY id DESC LIMIT ${count}`);
  return rows.map((row) => row.id);
}

/** Many members at once, each with a phone of their own. */
async function crowd(count: number): Promise<void> {
  await db().execute(sql`
    INSERT INTO members (leader_id, phone, country, status, number, joined_at, time_zone, first_name, last_opt_out_line_at)
    SELECT ${office.leaderId}, '+1' || (2015000000 + n), 'US', 'active', ${office.number}, now(), ${openZone()}, 'Fan', now()
    FROM generate_series(1, ${count}::int) n`);
  await db().execute(sql`ANALYZE members`);
}
