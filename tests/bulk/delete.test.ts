import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countCrowd } from "@/lib/bulk/crowd";
import { heldByBulk } from "@/lib/bulk/held";
import { recentBulk, resumeBulk, startBulk, startDeletingMany, undoBulk } from "@/lib/bulk/start";
import { workOnBulk } from "@/lib/bulk/work";
import { db } from "@/lib/db/client";
import { deletedOf } from "@/lib/privacy/delete";
import { eraseDue } from "@/lib/privacy/erase";
import { tombstonesAmong } from "@/lib/privacy/tombstones";
import { type TestDatabase, testDatabase } from "@/tests/database";

const marias = 1_250;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await db().execute(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', '{{link}}'), ('bob', 'Bob', 'UTC', '{{link}}')`);
});
afterAll(() => database.close());

beforeEach(async () => {
  await db().execute(sql`TRUNCATE members, threads, tagged, deleted_members, tombstones, bulk_actions, bulk_changes`);
  await db().execute(sql`
    INSERT INTO members (leader_id, phone, country, number, first_name, status, joined_at, custom)
    SELECT l, '+1' || (3125000000 + n), 'US', '+1555000111' || l, CASE WHEN n % 2 = 0 THEN 'Maria' ELSE 'John' END, 'active', now(),
      jsonb_build_object('7', n) FROM generate_series(1, ${marias * 2}::int) n, generate_series(1, 2) l`);
  await db().execute(sql`
    INSERT INTO threads (leader_id, member_id, last_inbound_at, preview, unread)
    SELECT leader_id, id, now(), 'hi', 2 FROM members WHERE leader_id = 1 AND id % 3 = 0`);
});

const rows = async (table: string) =>
  (
    await db().execute<{ row: string }>(sql`SELECT to_jsonb(t)::text AS row FROM ${sql.raw(table)} t ORDER BY 1`)
  ).rows.map((one) => one.row);
const count = async (where: ReturnType<typeof sql>) =>
  (await db().execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM ${where}`)).rows[0]?.n;
const all = async (now = new Date()) => {
  while (await workOnBulk(now));
};
const latest = async (now = new Date()) => (await recentBulk(db(), 1, now))[0];
const remove = (crowd = { search: "maria" }) =>
  startBulk({ leaderId: 1, teammateId: 1, kind: "delete", crowd }) as Promise<number>;
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe("deleting many", () => {
  it("takes exactly the crowd away, with tombstones, and undo brings back all as it was", async () => {
    const before = [await rows("members"), await rows("threads")];
    const id = await remove();
    await all();
    expect(await latest()).toMatchObject({
      kind: "delete",
      state: "done",
      total: marias,
      seen: marias,
      changed: marias,
    });
    expect(await count(sql`members WHERE leader_id = 1`)).toBe(marias);
    expect(await count(sql`members WHERE leader_id = 1 AND first_name = 'Maria'`)).toBe(0);
    expect(await count(sql`members WHERE leader_id = 2`)).toBe(marias * 2);
    expect(await count(sql`threads t WHERE NOT EXISTS (SELECT FROM members m WHERE m.id = t.member_id)`)).toBe(0);
    expect((await tombstonesAmong(db(), 1, ["+13125000002", "+13125000003"])).size).toBe(1);
    // They are told as one thing, not one by one.
    expect(await deletedOf(db(), 1)).toEqual([]);
    expect(await undoBulk(2, id, new Date())).toBe(false);
    expect(await undoBulk(1, id, new Date())).toBe(true);
    await all();
    expect(await latest()).toMatchObject({ state: "undone", seen: marias });
    expect([await rows("members"), await rows("threads")]).toEqual(before);
    expect(await count(sql`tombstones`)).toBe(0);
    expect(await count(sql`deleted_members`)).toBe(0);
  });

  it("leaves a number that has texted since as the new member it is", async () => {
    const id = await remove();
    await all();
    await db().execute(sql`
      INSERT INTO members (leader_id, phone, country, number, first_name) VALUES (1, '+13125000002', 'US', '+15550001111', 'New')`);
    await undoBulk(1, id, new Date());
    await all();
    expect(await latest()).toMatchObject({ state: "undone" });
    expect(await count(sql`members WHERE leader_id = 1`)).toBe(marias * 2);
    expect(await count(sql`members WHERE leader_id = 1 AND phone = '+13125000002' AND first_name = 'New'`)).toBe(1);
    expect(await count(sql`deleted_members`)).toBe(1);
  });

  it("can be undone for 24 hours from its end, and erases for good after them", async () => {
    const id = await remove();
    await all(later(-25 * 60));
    // Deleted 25 hours ago, but it ended 23 hours ago: everyone can still be restored.
    await db().execute(sql`UPDATE bulk_actions SET finished_at = ${later(-23 * 60).toISOString()}::timestamptz`);
    expect(await eraseDue(new Date(), [], heldByBulk)).toBe(0);
    await db().execute(sql`UPDATE bulk_actions SET state = 'running', finished_at = NULL`);
    expect(await eraseDue(new Date(), [], heldByBulk)).toBe(0);
    await db().execute(
      sql`UPDATE bulk_actions SET state = 'done', finished_at = ${later(-24 * 60 - 1).toISOString()}::timestamptz`,
    );
    expect(await undoBulk(1, id, new Date())).toBe(false);
    expect(await eraseDue(new Date(), [], heldByBulk)).toBe(marias);
    expect(await count(sql`deleted_members`)).toBe(0);
    expect(await count(sql`tombstones`)).toBe(marias);
  });

  it("starts only with the number of members that are there typed", async () => {
    const crowd = { search: "maria" };
    const start = (typed: number, leaderId = 1) =>
      startDeletingMany({ leaderId, teammateId: 1, timeZone: "UTC", crowd, typed }, new Date());
    const there = await countCrowd(db(), { leaderId: 1, timeZone: "UTC" }, crowd, new Date());
    await expect(start(there + 1)).rejects.toThrow(/Nothing was deleted/);
    expect(await start(1, 404)).toBeNull();
    expect(await count(sql`bulk_actions WHERE state = 'running'`)).toBe(0);
    if (there > 0) expect(await start(there)).toBeGreaterThan(0);
    await db().execute(sql`UPDATE bulk_actions SET state = 'undone', finished_at = now() WHERE state = 'running'`);
  });

  it("goes on with bringing back, not with deleting, where trouble came in between", async () => {
    const id = await remove();
    await all();
    await undoBulk(1, id, new Date());
    await database.admin("ALTER TABLE members ADD CONSTRAINT broken CHECK (false) NOT VALID");
    await all();
    await database.admin("ALTER TABLE members DROP CONSTRAINT broken");
    expect(await latest()).toMatchObject({ state: "failed" });
    expect(await resumeBulk(1, id)).toBe(true);
    await all();
    expect(await latest()).toMatchObject({ state: "undone" });
    expect(await count(sql`members WHERE leader_id = 1`)).toBe(marias * 2);
  });
});
