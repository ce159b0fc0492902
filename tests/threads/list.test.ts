import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { listAmong, listThreads } from "@/lib/threads/list";
import type { Filter } from "@/lib/threads/queries";
import { markDone, undoDone } from "@/lib/threads/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;
let leaderId: number;
let otherId: number;

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer)
    VALUES ('ana', 'Ana', 'America/Chicago', 'Hi {{link}}'), ('ben', 'Ben', 'America/Chicago', 'Hi {{link}}')
    RETURNING id`);
  [leaderId, otherId] = rows.map(({ id }) => id) as [number, number];
});
afterAll(() => database.close());

/** 95 people, five of whom texted at the very same moment each time; every third is unread, every 19th from abroad. */
beforeEach(async () => {
  await db().execute(sql`TRUNCATE threads`);
  await db().execute(sql`
    INSERT INTO threads (leader_id, member_id, last_inbound_at, preview, unread, unanswered, abroad)
    SELECT l, n, timestamptz '2026-03-01 12:00:00.123456+00' - (n / 5) * interval '1 minute', 'text ' || n,
      CASE WHEN n % 3 = 0 THEN 2 ELSE 0 END, n % 2 = 0, n % 19 = 0
    FROM unnest(ARRAY[${leaderId}::int, ${otherId}::int]) AS l, generate_series(1, 95) AS n`);
});

/** Every member of a filter, asked for page by page as the screen does; `between` happens after each page. */
async function walk(filter: Filter, between?: () => Promise<unknown>): Promise<number[]> {
  const seen: number[] = [];
  let after: string | null = null;
  do {
    const page = await listThreads(db(), leaderId, filter, after);
    seen.push(...page.threads.map(({ memberId }) => memberId));
    after = page.next;
    await between?.();
  } while (after);
  return seen;
}

const everyone = Array.from({ length: 95 }, (_, index) => index + 1);
const home = everyone.filter((n) => n % 19 !== 0);
const numbers = (a: number, b: number) => a - b;

describe("the pages of the inbox", () => {
  test.each([
    ["all", home],
    ["unread", home.filter((n) => n % 3 === 0)],
    ["unanswered", home.filter((n) => n % 2 === 0)],
    ["abroad", everyone.filter((n) => n % 19 === 0)],
  ] as const)("%s: to the very end, nobody left out and nobody twice", async (filter, expected) => {
    const seen = await walk(filter);
    expect(seen.toSorted(numbers)).toEqual(expected);
  });

  test("the newest comes first, and of one moment the later member", async () => {
    expect((await walk("all")).slice(0, 6)).toEqual([4, 3, 2, 1, 9, 8]);
  });

  test("a text that comes in while one scrolls moves its thread up, and repeats or hides nobody else", async () => {
    let turn = 0;
    const seen = await walk("all", () =>
      db().execute(sql`
        UPDATE threads SET last_inbound_at = '2026-03-02' WHERE leader_id = ${leaderId} AND member_id = ${[1, 2, 3][turn++]}`),
    );
    expect(seen.toSorted(numbers)).toEqual(home);
  });

  test("a broken cursor begins anew", async () => {
    const first = await listThreads(db(), leaderId, "all");
    for (const cursor of ["", "x", "2026-03-01~1", "2026-03-01 12:00:00+00~1; DROP TABLE threads", "~"]) {
      expect((await listThreads(db(), leaderId, "all", cursor)).threads).toEqual(first.threads);
    }
  });

  test("changes are told as far as the filter shows them, and of this leader alone", async () => {
    const { threads, counts } = await listAmong(db(), leaderId, "unread", [3, 4, 19, 57]);
    expect(threads.map(({ memberId }) => memberId)).toEqual([3]);
    expect(counts).toEqual({ unread: home.filter((n) => n % 3 === 0).length, any: true, anyAbroad: true });
    expect((await listAmong(db(), 999, "all", [3])).threads).toEqual([]);
  });
});

describe("marked done", () => {
  test("and undone, a thread is as it was, with the texts that came in meanwhile", async () => {
    const before = await markDone(db(), leaderId, 6);
    expect(before).toEqual({ unread: 2, unanswered: true });
    expect((await listAmong(db(), leaderId, "all", [6])).threads[0]).toMatchObject({ unread: 0, unanswered: false });
    await db().execute(sql`UPDATE threads SET unread = 1 WHERE leader_id = ${leaderId} AND member_id = 6`);
    await undoDone(db(), leaderId, 6, before as NonNullable<typeof before>);
    expect((await listAmong(db(), leaderId, "all", [6])).threads[0]).toMatchObject({ unread: 3, unanswered: true });
  });

  test("by another leader, nothing happens", async () => {
    expect(await markDone(db(), 999, 6)).toBeNull();
  });
});
