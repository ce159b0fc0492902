import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cut, cut, cutOf } from "@/lib/broadcasts/choice";
import { listBroadcasts, pastBroadcasts, sentBroadcasts } from "@/lib/broadcasts/list";
import { listable, peopleOf } from "@/lib/broadcasts/people";
import { resultsOf } from "@/lib/broadcasts/results";
import { broadcasts, deliveries } from "@/lib/broadcasts/table";
import { db } from "@/lib/db/client";
import { addTaps, ensureLinks } from "@/lib/links/queries";
import { members } from "@/lib/members/table";
import { segmentWhere } from "@/lib/segments/compile";
import type { SegmentTree } from "@/lib/segments/tree";
import { type TestDatabase, testDatabase } from "../database";

let database: TestDatabase;
let id: number;
const leaderId = 1;
const stranger = 2;
const at = (time: string) => new Date(`2026-11-24T${time}:00Z`);

beforeAll(async () => {
  database = await testDatabase();
  const [one] = await db()
    .insert(broadcasts)
    .values({ leaderId, number: "+17733659687", body: "Hello", state: "finished", startedAt: at("17:00") })
    .returning({ id: broadcasts.id });
  id = one?.id as number;
  await db()
    .insert(members)
    .values(
      ["IL", "il ", "IN", null, "IL"].map((state, n) => ({
        ...{
          leaderId,
          id: n + 1,
          phone: `+1312555010${n}`,
          country: "US",
          number: "+17733659687",
          status: "active" as const,
        },
        ...{ state, firstName: n === 0 ? "Ana" : null },
      })),
    );
  const row = (memberId: number, rest: Partial<typeof deliveries.$inferInsert>) => ({
    ...{ leaderId, broadcastId: id, memberId, phone: `+1312555010${memberId - 1}` },
    ...rest,
  });
  const sent = { state: "delivered" as const, sentAt: at("17:01"), settledAt: at("17:59") };
  await db()
    .insert(deliveries)
    .values([
      row(1, { ...sent, repliedAt: at("18:30"), clickedAt: at("18:10") }),
      row(2, { ...sent, settledAt: at("18:02"), repliedAt: at("18:31"), optedOutAt: at("18:31") }),
      row(3, {
        state: "failed",
        sentAt: at("17:02"),
        settledAt: at("17:03"),
        errorCode: "1170",
        reason: "The number is dead.",
      }),
      row(4, {
        state: "failed",
        sentAt: at("17:02"),
        settledAt: at("17:03"),
        errorCode: "1170",
        reason: "The number is dead.",
      }),
      row(5, { state: "dropped", settledAt: at("17:00"), reason: "Too late." }),
    ]);
});
afterAll(() => database.close());

/** The members of a segment of a leader, by id. */
async function idsIn(tree: SegmentTree, leader = leaderId): Promise<number[]> {
  const where = segmentWhere(tree, { leaderId: leader, timeZone: "UTC", now: at("20:00"), segments: new Map() });
  const { rows } = await db().execute<{ id: number }>(
    sql`SELECT m.id FROM members m WHERE m.leader_id = ${leader} AND ${where} ORDER BY m.id`,
  );
  return rows.map((row) => row.id);
}

describe("what came of a broadcast", () => {
  test("is told by reason, by hour, by state and by link", async () => {
    const url = "https://tickets.example/";
    const linkId = (await ensureLinks(db(), leaderId, id, [url])).get(url) as number;
    await addTaps(
      db(),
      [1, 1, 2].map((memberId) => ({ leaderId, linkId, memberId, at: at("18:10") })),
    );
    const results = await resultsOf(db(), leaderId, id);
    expect(results.reasons).toEqual([
      { state: "dropped", code: null, words: "Too late.", members: 1 },
      { state: "failed", code: "1170", words: "The number is dead.", members: 2 },
    ]);
    expect(results.hours).toEqual([
      { at: "2026-11-24T17:00:00.000Z", sent: 4, delivered: 1, replies: 0, clicks: 0 },
      { at: "2026-11-24T18:00:00.000Z", sent: 0, delivered: 1, replies: 2, clicks: 1 },
    ]);
    expect(
      results.states.map(({ state, sent, delivered, failed, optOuts }) => [state, sent, delivered, failed, optOuts]),
    ).toEqual([
      ["IL", 2, 2, 0, 1],
      ["IN", 1, 0, 1, 0],
      [null, 1, 0, 1, 0],
    ]);
    expect(results.links).toEqual([{ id: linkId, url, members: 2, taps: 3 }]);
  });

  test("any part of it is a segment of exactly those people", async () => {
    const parts: [Cut, number[]][] = [
      [{ by: "reason", state: "failed", code: "1170", words: "The number is dead." }, [3, 4]],
      [{ by: "reason", state: "dropped", code: null, words: "Too late." }, [5]],
      [{ by: "reason", state: "failed", code: "1170", words: "Something else." }, []],
      [{ by: "state", state: "IN" }, [3]],
      [{ by: "hour", did: "delivered", at: "2026-11-24T17:00:00.000Z" }, [1]],
      [{ by: "hour", did: "delivered", at: "2026-11-24T18:00:00.000Z" }, [2]],
      [{ by: "hour", did: "answered", at: "2026-11-24T18:00:00.000Z" }, [1, 2]],
      [{ by: "hour", did: "clicked", at: "2026-11-24T17:00:00.000Z" }, []],
      [{ by: "slice", slice: "delivered" }, [1, 2]],
    ];
    for (const [part, ids] of parts) expect([part, await idsIn(cutOf(id, cut.parse(part)))]).toEqual([part, ids]);
    expect(await idsIn(cutOf(id, { by: "slice", slice: "delivered" }), stranger)).toEqual([]);
  });

  test("of another leader is nothing", async () => {
    expect(await resultsOf(db(), stranger, id)).toEqual({ reasons: [], hours: [], states: [], links: [] });
    for (const slice of listable) expect((await peopleOf(db(), stranger, id, slice, null)).people).toEqual([]);
  });
});

describe("the members of a slice", () => {
  test("who answered stand the newest first, with their words", async () => {
    await db().execute(sql`
      INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state, at)
      VALUES (1, 1, false, 'text', '+17733659687', '+13125550100', 'See you there', 'received', '2026-11-24T18:30:00Z')`);
    const { people, next } = await peopleOf(db(), leaderId, id, "answered", null);
    expect(people.map((one) => [one.memberId, one.name, one.words])).toEqual([
      [2, null, null],
      [1, "Ana", "See you there"],
    ]);
    expect(next).toBeNull();
  });

  test("come a page at a time, each once", async () => {
    await db().execute(sql`
      INSERT INTO deliveries (leader_id, broadcast_id, member_id, phone, state, replied_at)
      SELECT 1, 77, n, '+1', 'failed', '2026-11-24T18:00:00Z'::timestamptz + (n / 3) * interval '1 second' FROM generate_series(1, 120) n`);
    for (const slice of ["failed", "answered"] as const) {
      const seen: number[] = [];
      let after: string | null = null;
      do {
        const page = await peopleOf(db(), leaderId, 77, slice, after);
        seen.push(...page.people.map((one) => one.memberId));
        after = page.next;
      } while (after);
      expect(seen).toHaveLength(120);
      expect(new Set(seen).size).toBe(120);
    }
  });
});

describe("the list of broadcasts", () => {
  test("stands by state, and the past comes a page at a time", async () => {
    await db().execute(sql`
      INSERT INTO broadcasts (leader_id, number, body, state, started_at)
      SELECT 1, '+17733659687', 'Old ' || n, CASE n % 9 WHEN 0 THEN 'cancelled' ELSE 'finished' END, '2026-10-01T12:00:00Z'::timestamptz + (n / 2) * interval '1 hour'
      FROM generate_series(1, 45) n`);
    for (const state of ["draft", "scheduled", "paused"] as const)
      await db().insert(broadcasts).values({ leaderId, number: "+17733659687", body: state, state });
    const list = await listBroadcasts(db(), leaderId);
    expect([list.drafts, list.scheduled, list.running].map((rows) => rows.map((row) => row.body))).toEqual([
      ["draft"],
      ["scheduled"],
      ["paused"],
    ]);
    expect(list.past[0]?.body).toBe("Hello");
    const seen = list.past.map((row) => row.id);
    for (let after = list.next; after; ) {
      const page = await pastBroadcasts(db(), leaderId, after);
      seen.push(...page.past.map((row) => row.id));
      after = page.next;
    }
    expect(seen).toHaveLength(46);
    expect(new Set(seen).size).toBe(46);
    expect((await listBroadcasts(db(), stranger)).past).toEqual([]);
    expect((await sentBroadcasts(db(), leaderId))[0]).toMatchObject({ id, words: "Hello" });
  });
});
