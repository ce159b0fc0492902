import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recentBulk, startBulk, undoBulk } from "@/lib/bulk/start";
import { db } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { Mortal } from "@/tests/mortal";
import { until } from "@/tests/program";

const members = 60_000;
const marias = members / 4;
let database: TestDatabase;
const worker = new Mortal("tests/bulk/worker.ts");
let tagId: number;

beforeAll(async () => {
  database = await testDatabase();
  await db().execute(
    sql`INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', '{{link}}')`,
  );
  await db().execute(sql`
    INSERT INTO members (leader_id, phone, country, number, first_name)
    SELECT 1, '+1' || (3125000000 + n), 'US', '+15550001111', CASE WHEN n % 4 = 0 THEN 'Maria' ELSE 'John' END
    FROM generate_series(1, ${members}::int) n`);
  const made = await db().execute<{ id: number }>(
    sql`INSERT INTO tags (leader_id, name) VALUES (1, 'vip') RETURNING id`,
  );
  tagId = made.rows[0]?.id as number;
  // Some carry it already, since long ago.
  await db().execute(sql`
    INSERT INTO tagged (leader_id, tag_id, member_id, at)
    SELECT 1, ${tagId}, id, '2020-01-01' FROM members WHERE leader_id = 1 AND id % 10 = 0`);
});
afterAll(async () => {
  await worker.kill9();
  await database.close();
});

const latest = async () => (await recentBulk(db(), 1, new Date()))[0];
const rows = async (from: ReturnType<typeof sql>) =>
  (await db().execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM ${from}`)).rows[0]?.n as number;

/** Works on the latest action and is killed as soon as a step of it is done, `kills` times; then works to the end. */
async function killedOnTheWay(kills: number, end: "done" | "undone"): Promise<void> {
  for (let at = 0; at < kills; at++) {
    const before = (await latest())?.seen ?? 0;
    worker.start();
    await until("a step", async () => ((await latest())?.seen ?? 0) > before, 20_000);
    await worker.kill9();
    expect((await latest())?.state).toMatch(/^(running|undoing)$/);
  }
  worker.start();
  await until("the end", async () => (await latest())?.state === end, 120_000);
  await worker.kill9();
}

it("killed with -9 while it tags and while it takes back, it ends exactly right", { timeout: 240_000 }, async () => {
  const before = await rows(sql`tagged`);
  const id = (await startBulk({ leaderId: 1, teammateId: 1, kind: "tag", tagId, crowd: {} })) as number;
  await killedOnTheWay(2, "done");
  expect(await latest()).toMatchObject({ total: members, seen: members, changed: members - before });
  expect(await rows(sql`tagged`)).toBe(members);
  expect(await undoBulk(1, id, new Date())).toBe(true);
  await killedOnTheWay(2, "undone");
  expect(await rows(sql`tagged`)).toBe(before);
  expect(await rows(sql`tagged WHERE at = '2020-01-01'`)).toBe(before);
  expect(await rows(sql`bulk_changes`)).toBe(0);
});

it("killed with -9 while it deletes and while it brings back, nobody is lost", { timeout: 240_000 }, async () => {
  const faces = async () =>
    (
      await db().execute<{ sum: string }>(
        sql`SELECT sum(hashtextextended(m::text, 0))::text AS sum FROM members m WHERE leader_id = 1`,
      )
    ).rows[0]?.sum;
  const before = await faces();
  const crowd = { search: "maria" };
  const id = (await startBulk({ leaderId: 1, teammateId: 1, kind: "delete", crowd })) as number;
  await killedOnTheWay(2, "done");
  expect(await latest()).toMatchObject({ total: marias, seen: marias, changed: marias });
  expect(await rows(sql`members`)).toBe(members - marias);
  expect(await rows(sql`members WHERE first_name = 'Maria'`)).toBe(0);
  expect(await undoBulk(1, id, new Date())).toBe(true);
  await killedOnTheWay(2, "undone");
  expect(await rows(sql`members`)).toBe(members);
  expect(await faces()).toBe(before);
});
