import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startBroadcast } from "@/lib/broadcasts/schedule";
import { db } from "@/lib/db/client";
import { setLimits } from "@/lib/operator/limits";
import { restoreLeader } from "@/lib/operator/suspension";
import { PostOffice } from "@/tests/broadcasts/post-office";

vi.setConfig({ testTimeout: 200_000 });
const unset = { maxNumbers: null, partsPerDay: null, storageMb: null };
let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open();
  await db().execute(sql`UPDATE leaders SET broadcasts_per_day = NULL`);
  office.work();
}, 120_000);
afterAll(() => office.close());

test("a broadcast stops at the leader's parts of the day, and goes on when there is room again", async () => {
  await office.alone();
  await office.members(10);
  await office.rest();
  await db().execute(sql`UPDATE number_days SET parts = 0`);
  await setLimits(office.leaderId, { ...unset, partsPerDay: 4 });
  office.work();
  const id = await office.draft();
  await startBroadcast({ leaderId: office.leaderId, id });
  await office.becomes(id, { delivered: 4, waiting: 6, state: "sending" });
  await new Promise((done) => setTimeout(done, 3_000));
  expect(await office.counters(id)).toMatchObject({ delivered: 4, waiting: 6 });
  await setLimits(office.leaderId, unset);
  await office.becomes(id, { state: "finished", delivered: 10 });
});

test("nothing of a suspended leader's broadcast leaves, until they are restored", async () => {
  await office.alone();
  await office.members(5);
  await db().execute(sql`INSERT INTO leader_limits (leader_id, suspended_at) VALUES (${office.leaderId}, now())
    ON CONFLICT (leader_id) DO UPDATE SET suspended_at = now()`);
  office.work();
  const id = await office.draft();
  await startBroadcast({ leaderId: office.leaderId, id });
  await office.becomes(id, { state: "sending", waiting: 5 });
  await new Promise((done) => setTimeout(done, 3_000));
  expect(await office.counters(id)).toMatchObject({ waiting: 5, sending: 0 });
  await restoreLeader(office.leaderId);
  await office.becomes(id, { state: "finished", delivered: 5 });
});
