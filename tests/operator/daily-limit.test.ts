import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { Results } from "@/lib/delivery/results";
import { claim } from "@/lib/messages/outbox";
import { carrierDay } from "@/lib/numbers/day";
import { takeLeases } from "@/lib/numbers/lease";
import { dailyLimitNotice } from "@/lib/operator/daily-limit";
import { setLimits } from "@/lib/operator/limits";
import { restoreLeader, suspendLeader } from "@/lib/operator/suspension";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;
let leaderId: number;
const unset = { maxNumbers: null, partsPerDay: null, storageMb: null };
const phones = ["+15550001111", "+15550001112"] as const;
const day = carrierDay(new Date());

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer)
    VALUES ('nadia', 'Nadia', 'America/Chicago', '{{link}}'), ('omar', 'Omar', 'America/Chicago', '{{link}}') RETURNING id`);
  leaderId = rows[1]?.id as number;
  await db().execute(
    sql`INSERT INTO numbers (phone, leader_id) VALUES (${phones[0]}, ${leaderId}), (${phones[1]}, ${leaderId})`,
  );
  await db().execute(sql`INSERT INTO members (leader_id, phone, country, status, number)
    SELECT ${leaderId}, '+1' || (3125550100 + n), 'US', 'active', ${phones[0]} FROM generate_series(1, 20) n`);
});
afterAll(() => database.close());
beforeEach(async () => {
  await db().execute(sql`TRUNCATE messages, leader_days, leader_limits, number_days`);
});

/** Queues a text of so many parts from one of the two numbers to the nth member. */
const queue = (from: 0 | 1, nth: number, parts: number, kind = "text") =>
  db().execute(sql`
    INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state, parts, priority)
    SELECT leader_id, id, true, ${kind}, ${phones[from]}, phone, 'hi', 'queued', ${parts},
      ${kind === "text" ? 2 : 0} FROM members ORDER BY id OFFSET ${nth} LIMIT 1`);
const from = (at: 0 | 1, partsPerDay: number, on = day) =>
  claim({ leaderId, phone: phones[at] }, 10, { leaderId, partsPerDay, day: on });
const parts = (claimed: Awaited<ReturnType<typeof claim>>) => claimed.toSend.map((one) => one.parts);

describe("a leader's parts of the day", () => {
  test("are shared by their numbers, also when both claim at once", async () => {
    for (let nth = 0; nth < 8; nth++) await queue(nth % 2 ? 1 : 0, nth, 2);
    const both = await Promise.all([from(0, 9), from(1, 9)]);
    expect(both.flatMap(parts).reduce((sum, one) => sum + one, 0)).toBe(8);
    expect([await from(0, 9), await from(1, 9)].flatMap(parts)).toEqual([]);
    // The next day the rest goes.
    expect([await from(0, 9, "2030-01-01"), await from(1, 9, "2030-01-01")].flatMap(parts)).toEqual([2, 2, 2, 2]);
  });

  test("count what went before the limit was set, and hold no reply to STOP or HELP and no sign-in code", async () => {
    await db().execute(
      sql`INSERT INTO number_days (leader_id, phone, day, parts) VALUES (${leaderId}, ${phones[1]}, ${day}, 5)`,
    );
    await queue(0, 0, 1);
    await queue(0, 1, 1, "stop_answer");
    await queue(0, 2, 1, "help_answer");
    await queue(0, 3, 1, "sign_in_code");
    const { toSend } = await from(0, 5);
    expect(toSend.map((one) => one.kind)).toEqual(["stop_answer", "help_answer", "sign_in_code"]);
  });

  test("go back where the carrier did not take them", async () => {
    await queue(0, 0, 3);
    await queue(0, 1, 3);
    const { toSend } = await from(0, 3);
    expect(toSend.length).toBe(1);
    const results = new Results();
    const [{ memberId, id }] = toSend as [(typeof toSend)[0]];
    const failed = { number: phones[0], parts: 3, state: "failed", errorCode: "x", at: new Date() } as const;
    results.add({ leaderId, memberId, id, ...failed }, () => {});
    await results.idle();
    expect(parts(await from(0, 3))).toEqual([3]);
  });

  test("are told in plain words until the limit is raised", async () => {
    await setLimits(leaderId, { ...unset, partsPerDay: 10_000 });
    await db().execute(
      sql`INSERT INTO number_days (leader_id, phone, day, parts) VALUES (${leaderId}, ${phones[1]}, ${day}, 10000)`,
    );
    expect(await dailyLimitNotice(leaderId, day)).toBeNull();
    await queue(0, 0, 1);
    await from(0, 10_000);
    expect(await dailyLimitNotice(leaderId, day)).toBe(
      "Your daily limit of 10,000 message parts is reached. Sending continues tomorrow.",
    );
    expect(await dailyLimitNotice(leaderId, "2030-01-01")).toBeNull();
    await setLimits(leaderId, { ...unset, partsPerDay: 20_000 });
    expect(await dailyLimitNotice(leaderId, day)).toBeNull();
  });

  test("reach the sender with its numbers", async () => {
    await setLimits(leaderId, { ...unset, partsPerDay: 77 });
    const leased = await db().transaction((tx) => takeLeases(tx, "a-worker"));
    expect(leased.map((one) => one.leaderPartsPerDay)).toEqual([77, 77]);
  });
});

describe("a suspended leader", () => {
  test("sends replies to STOP and HELP and sign-in codes, and the rest is withheld with the reason", async () => {
    await suspendLeader(leaderId, "spam");
    const kinds = ["text", "stop_answer", "help_answer", "start_answer", "sign_in_code"];
    for (const [nth, kind] of kinds.entries()) await queue(0, nth, 1, kind);
    const { toSend, withheld } = await from(0, 100);
    expect(toSend.map((one) => one.kind)).toEqual(["stop_answer", "help_answer", "sign_in_code"]);
    expect(withheld.length).toBe(2);
    const { rows } = await db().execute(sql`SELECT DISTINCT error_code, reason FROM messages WHERE state = 'withheld'`);
    expect(rows).toEqual([{ error_code: "suspended", reason: "The account was suspended when it was due." }]);
    await restoreLeader(leaderId);
    await queue(0, 6, 1);
    expect((await from(0, 100)).toSend.map((one) => one.kind)).toEqual(["text"]);
  });
});
