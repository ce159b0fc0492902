import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recentBulk, resumeBulk, startBulk, undoBulk } from "@/lib/bulk/start";
import { pruneBulk, workOnBulk } from "@/lib/bulk/work";
import { db } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "@/tests/database";

const now = new Date();
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
let database: TestDatabase;
let tagId: number;
let foreign: number;

beforeAll(async () => {
  database = await testDatabase();
  await db().execute(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', '{{link}}'), ('bob', 'Bob', 'UTC', '{{link}}')`);
  await db().execute(sql`
    INSERT INTO members (leader_id, phone, country, number, first_name)
    SELECT 1, '+1' || (3125000000 + n), 'US', '+15550001111', CASE WHEN n % 10 = 0 THEN 'Maria' ELSE 'John' END FROM generate_series(1, 25000) n`);
  await db().execute(
    sql`INSERT INTO members (leader_id, phone, country, number, first_name) VALUES (2, '+13125000010', 'US', '+15550001112', 'Maria')`,
  );
  const made = await db().execute<{ id: number }>(
    sql`INSERT INTO tags (leader_id, name) VALUES (1, 'vip'), (2, 'vip') RETURNING id`,
  );
  tagId = made.rows[0]?.id as number;
  foreign = made.rows[1]?.id as number;
});
afterAll(() => database.close());

const carry = async () =>
  (
    await db().execute<{ key: string }>(
      sql`SELECT leader_id || ':' || tag_id || ':' || member_id || ' ' || at AS key FROM tagged ORDER BY 1`,
    )
  ).rows.map((row) => row.key);
const all = async () => {
  while (await workOnBulk(new Date()));
};
const wish = { leaderId: 1, teammateId: 1 } as const;
const latest = async () => (await recentBulk(db(), 1, new Date()))[0];

it("tags everybody a search finds, in sets, and undo takes back exactly what was changed", async () => {
  // Some carry it already, and shall keep it with its own date.
  await db().execute(sql`
    INSERT INTO tagged (leader_id, tag_id, member_id, at) SELECT 1, ${tagId}, id, '2020-01-01' FROM members WHERE leader_id = 1 ORDER BY id LIMIT 100`);
  const before = await carry();
  const id = (await startBulk({ ...wish, kind: "tag", tagId, crowd: { search: "maria" } })) as number;
  await all();
  expect(await latest()).toMatchObject({ state: "done", total: 2500, seen: 2500, changed: 2490, tag: "vip" });
  expect(await carry()).toHaveLength(100 + 2490);
  expect(await undoBulk(2, id, now)).toBe(false);
  expect(await undoBulk(1, id, now)).toBe(true);
  await all();
  expect(await latest()).toMatchObject({ state: "undone" });
  expect(await carry()).toEqual(before);
});

it("takes a tag off everybody and undo puts it back with its dates", async () => {
  const before = await carry();
  const id = (await startBulk({ ...wish, kind: "untag", tagId, crowd: {} })) as number;
  await all();
  expect(await latest()).toMatchObject({ state: "done", total: 25_000, seen: 25_000, changed: 100 });
  expect(await carry()).toEqual([]);
  await undoBulk(1, id, new Date());
  await all();
  expect(await carry()).toEqual(before);
});

it("goes on after a crash where it stood, and doubles nothing", async () => {
  await startBulk({ ...wish, kind: "tag", tagId, crowd: {} });
  await workOnBulk(new Date());
  await workOnBulk(new Date());
  expect(await latest()).toMatchObject({ state: "running", total: 25_000, seen: 10_000 });
  // A full disk is waited for.
  await database.admin(`
    CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE SQLSTATE '53100'; END $$;
    CREATE TRIGGER disk_is_full BEFORE INSERT ON bulk_changes EXECUTE FUNCTION disk_is_full()`);
  expect(await workOnBulk(new Date())).toBe(false);
  expect(await latest()).toMatchObject({ state: "running", seen: 10_000 });
  await database.admin("DROP FUNCTION disk_is_full CASCADE");
  // A step whose transaction breaks leaves neither tags nor a new place behind.
  await database.admin("ALTER TABLE bulk_changes ADD CONSTRAINT broken CHECK (false) NOT VALID");
  const before = (await carry()).length;
  await workOnBulk(new Date());
  expect(await latest()).toMatchObject({ state: "failed", seen: 10_000, reason: expect.stringMatching(/kept/) });
  expect(await carry()).toHaveLength(before);
  await database.admin("ALTER TABLE bulk_changes DROP CONSTRAINT broken");
  const id = (await latest())?.id as number;
  expect(await resumeBulk(2, id)).toBe(false);
  expect(await resumeBulk(1, id)).toBe(true);
  // Two workers at once, and whoever comes after the start is not meant.
  await db().execute(
    sql`INSERT INTO members (leader_id, phone, country, number) VALUES (1, '+13129999999', 'US', '+15550001111')`,
  );
  await Promise.all([all(), all()]);
  expect(await latest()).toMatchObject({ state: "done", seen: 25_000, changed: 24_900 });
  expect(await carry()).toHaveLength(25_000);
});

it("cannot be undone after 24 hours, and then remembers nothing", async () => {
  const id = (await latest())?.id as number;
  expect(await undoBulk(1, id, later(24 * 60 + 1))).toBe(false);
  await pruneBulk(later(24 * 60 + 1));
  const left = await db().execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM bulk_changes`);
  expect(left.rows[0]?.n).toBe(0);
});

it("knows no other leader's tag or members", async () => {
  expect(await startBulk({ ...wish, kind: "tag", tagId: foreign, crowd: {} })).toBeNull();
  const theirs = await db().execute<{ id: number }>(sql`SELECT id FROM members WHERE leader_id = 2`);
  const before = await carry();
  const their = theirs.rows[0]?.id as number;
  expect(await startBulk({ ...wish, kind: "tag", tagId, crowd: { ids: [their] } })).toBeNull();
  // Named beside one of ours, who carries it already.
  const ours = Number(before[0]?.split(/[: ]/)[2]);
  await startBulk({ ...wish, kind: "tag", tagId, crowd: { ids: [their, ours] } });
  await all();
  expect(await latest()).toMatchObject({ state: "done", total: 1, changed: 0 });
  expect(await carry()).toEqual(before);
  expect(await recentBulk(db(), 2, now)).toEqual([]);
});
