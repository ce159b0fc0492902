import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { putBackMembers, takeOutMembers } from "@/lib/members/take-out";
import { type SegmentContext, segmentWhere } from "@/lib/segments/compile";
import { audienceOf, countSegment, membersOf } from "@/lib/segments/count";
import { estimateSegment } from "@/lib/segments/estimate";
import { previewSegment } from "@/lib/segments/preview";
import { SegmentProblem } from "@/lib/segments/problem";
import { type SegmentTree, segmentTree } from "@/lib/segments/tree";
import { segmentWay } from "@/lib/segments/way";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { conditions, people, setTree, tree } from "./made-up";
import { isIn, type Person } from "./plainly";

/** 3:00 in Chicago: the day has begun there and in UTC, but not in Honolulu. */
const now = new Date("2026-11-24T09:00:00Z");
const zones = ["America/Chicago", "Pacific/Honolulu", "America/St_Johns"];
const saved = new Map<number, SegmentTree>([
  [1, { or: [{ is: "starred" }, { is: "segment", segmentId: 2 }] }],
  [2, { not: { is: "gender", any: ["woman"] } }],
  [9, { or: [] }],
]);
const leaderId = 7;
const runs = Number(process.env.SEGMENT_RUNS ?? 150);
const context = (change: Partial<SegmentContext> = {}): SegmentContext => ({
  leaderId,
  now,
  timeZone: "America/Chicago",
  segments: saved,
  ...change,
});

describe("a segment's SQL", () => {
  let database: TestDatabase;
  let everyone: Person[];

  beforeAll(async () => {
    database = await testDatabase();
    const written = fc.sample(people(340), { numRuns: 1, seed: 20261124 })[0] as Person[];
    await write(leaderId, written);
    const neighbours = written.slice(0, 50);
    // Some were taken out, while their tags, texts and taps still stand; some of these came back.
    const out = written.filter((_, i) => i % 6 === 0).map((who) => who.id);
    const taken = await db().transaction((tx) => takeOutMembers(tx, leaderId, out));
    const back = taken.slice(0, taken.length / 2);
    await db().transaction((tx) =>
      putBackMembers(
        tx,
        back.map((one) => one.row),
      ),
    );
    const gone = new Set(taken.slice(back.length).map((one) => one.id));
    everyone = written.filter((who) => !gone.has(who.id));
    // The neighbour's people wear the same ids and have the same tags: nobody may find them.
    await write(
      leaderId + 1,
      neighbours.map((one) => ({ ...one, starred: true })),
    );
    // As autovacuum would soon: taken for empty, the tables are joined by nested loops that last for minutes.
    await database.admin("ANALYZE");
  });
  afterAll(() => database.close());

  async function found(one: SegmentTree, at: SegmentContext): Promise<number[]> {
    const rows = await db().execute<{ id: number }>(
      sql`SELECT m.id FROM members m WHERE ${membersOf(one, at)} ORDER BY m.id`,
    );
    return rows.rows.map((row) => row.id);
  }
  const can = (who: Person) => who.status === "active" && !who.muted && !who.unreachable;
  const sizeOf = (ids: number[]) => {
    const these = new Set(ids);
    return { members: ids.length, reachable: everyone.filter((who) => these.has(who.id) && can(who)).length };
  };
  const plainly = (one: SegmentTree, at: SegmentContext) =>
    everyone.filter((who) => isIn(one, who, at)).map((who) => who.id);

  it("finds whom a plain reading finds, for any tree", async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.constantFrom(...zones), async (one, timeZone) => {
        fc.pre(segmentTree.safeParse(one).success);
        const at = context({ timeZone });
        const who = plainly(one, at);
        expect(await found(one, at)).toEqual(who);
        expect(await countSegment(db(), one, at)).toEqual(sizeOf(who));
      }),
      { numRuns: runs },
    );
  }, 120_000);

  it("finds whom a plain reading finds where texts, tags, broadcasts and links alone say it, counted and listed in every way", async () => {
    let listed = 0;
    await fc.assert(
      fc.asyncProperty(setTree, async (one) => {
        const at = context();
        const who = plainly(one, at);
        expect(await found(one, at)).toEqual(who);
        expect(await countSegment(db(), one, at)).toEqual(sizeOf(who));
        // Past the longest list they are counted row by row.
        expect(await countSegment(db(), one, at, 20)).toEqual(sizeOf(who));
        const way = segmentWay(one, at);
        if (!way) return;
        listed++;
        for (const where of [way.holds, sql`m.id = ANY(ARRAY(${way.find}))`]) {
          const rows = await db().execute<{ id: number }>(
            sql`SELECT m.id FROM members m WHERE m.leader_id = ${leaderId} AND ${where} ORDER BY m.id`,
          );
          expect(rows.rows.map((row) => row.id)).toEqual(who);
        }
      }),
      { numRuns: runs },
    );
    expect(listed).toBeGreaterThan(runs / 10);
  }, 120_000);

  it.each(Object.keys(conditions) as (keyof typeof conditions)[])(
    "finds whom a plain reading finds by %s, and the others by its opposite",
    async (kind) => {
      let hit = 0;
      for (const one of fc.sample(conditions[kind], { numRuns: 12, seed: 4 })) {
        const at = context();
        const who = await found(one, at);
        expect({ one, who }).toEqual({ one, who: plainly(one, at) });
        expect((await found({ not: one }, at)).length).toBe(everyone.length - who.length);
        hit += who.length;
      }
      expect(hit).toBeGreaterThan(0);
    },
  );

  it("tells who can be texted from who is there", async () => {
    const at = context();
    const size = await countSegment(db(), { is: "language", any: ["en"] }, at);
    const speakers = everyone.filter((who) => who.language === "en");
    expect(size).toEqual({ members: speakers.length, reachable: speakers.filter(can).length });
    expect(size.reachable).toBeLessThan(size.members);
    const audience = await db().execute<{ id: number }>(
      sql`SELECT m.id FROM members m WHERE ${audienceOf(null, at)} ORDER BY m.id`,
    );
    expect(audience.rows.map((row) => row.id)).toEqual(everyone.filter(can).map((who) => who.id));
  });

  it("leaves a transaction it is counted in as it was", async () => {
    const setting = await db().transaction(async (tx) => {
      const words = { is: "keyword" as const, words: "tickets" };
      await countSegment(tx, { and: [words, { not: { is: "tag", any: [1] } }] }, context());
      return tx.execute(
        sql`SELECT name FROM pg_settings WHERE source = 'session' AND (name LIKE 'enable%' OR name LIKE 'max_parallel%')`,
      );
    });
    expect(setting.rows).toEqual([]);
  });

  const missing: [string, SegmentTree][] = [
    ["a segment", { is: "segment", segmentId: 404 }],
    ["a tag", { is: "tag", any: [1, 404] }],
    ["a custom field", { is: "field", fieldId: 404, test: { op: "known" } }],
    ["a broadcast", { is: "broadcast", broadcastId: 404, did: "sent" }],
    ["a link", { is: "link", linkId: 404 }],
  ];
  it.each(missing)("refuses %s that does not exist, so that “not <missing>” is never everyone", async (noun, one) => {
    const at = context({ segments: new Map([...saved, [12, { not: one }]]) });
    for (const tree of [
      one,
      { not: one },
      { and: [{ is: "starred" }, { not: one }] },
      { is: "segment", segmentId: 12 },
    ]) {
      const tried = tree as SegmentTree;
      for (const look of [countSegment, estimateSegment, previewSegment])
        await expect(look(db(), tried, at)).rejects.toThrow(`The conditions use ${noun} that no longer exists.`);
    }
  });

  it("refuses circles, and segments that unfold without end, in a sentence", () => {
    const circle = new Map<number, SegmentTree>([
      [1, { not: { is: "segment", segmentId: 2 } }],
      [2, { and: [{ is: "segment", segmentId: 1 }] }],
    ]);
    expect(() => segmentWhere({ is: "segment", segmentId: 1 }, context({ segments: circle }))).toThrow(/in a circle/);
    const doubling = new Map<number, SegmentTree>([[0, { is: "starred" }]]);
    for (let id = 1; id <= 12; id++) {
      doubling.set(id, { or: [0, 0].map(() => ({ is: "segment", segmentId: id - 1 })) });
    }
    expect(() => segmentWhere({ is: "segment", segmentId: 12 }, context({ segments: doubling }))).toThrow(
      SegmentProblem,
    );
  });

  async function write(leader: number, all: Person[]): Promise<void> {
    const json = (rows: unknown[]) => sql`${JSON.stringify(rows)}::jsonb`;
    const moment = new Date("2026-11-20T12:00:00Z");
    await db().execute(sql`INSERT INTO tags (leader_id, id, name) OVERRIDING SYSTEM VALUE
      SELECT ${leader}, n, 'Tag ' || n FROM unnest(ARRAY[1, 2, 3, 9]) n`);
    await db().execute(sql`INSERT INTO fields (leader_id, id, label, kind) OVERRIDING SYSTEM VALUE
      SELECT ${leader}, n, 'Field ' || n, 'text' FROM generate_series(1, 3) n`);
    await db().execute(sql`INSERT INTO broadcasts (leader_id, id, number) OVERRIDING SYSTEM VALUE
      SELECT ${leader}, n, '+13125550100' FROM generate_series(1, 3) n`);
    await db().execute(sql`INSERT INTO links (leader_id, id, broadcast_id, url) OVERRIDING SYSTEM VALUE
      SELECT ${leader}, n, 1, 'https://example.com/' || n FROM generate_series(1, 3) n`);
    await db().execute(sql`
      INSERT INTO members (leader_id, id, phone, country, number, status, birth_date, city, state, postal_code, latitude, longitude,
        gender, language, custom, joined_at, last_inbound_at, inbound_count, unreachable_at, starred_at, muted_at)
      SELECT ${leader}, p.id, p.phone, 'US', '+13125550100', p.status, p."birthDate", p.city, p.state, p."postalCode", p.latitude,
        p.longitude, p.gender, p.language, p.custom, p."joinedAt", p."lastInboundAt", p."inboundCount",
        CASE WHEN p.unreachable THEN ${moment.toISOString()}::timestamptz END,
        CASE WHEN p.starred THEN ${moment.toISOString()}::timestamptz END,
        CASE WHEN p.muted THEN ${moment.toISOString()}::timestamptz END
      FROM jsonb_to_recordset(${json(all)}) AS p(id bigint, phone text, status text, "birthDate" date, city text, state text,
        "postalCode" text, latitude real, longitude real, gender text, language text, custom jsonb, "joinedAt" timestamptz,
        "lastInboundAt" timestamptz, "inboundCount" int, unreachable bool, starred bool, muted bool)`);
    const rows = <T>(of: (who: Person) => T[]) => all.flatMap((who) => of(who).map((one) => ({ m: who.id, one })));
    await db().execute(sql`INSERT INTO tagged (leader_id, tag_id, member_id)
      SELECT ${leader}, r.one, r.m FROM jsonb_to_recordset(${json(rows((who) => who.tags))}) AS r(m bigint, one int)`);
    await db().execute(sql`INSERT INTO clicks (leader_id, link_id, member_id)
      SELECT ${leader}, r.one, r.m FROM jsonb_to_recordset(${json(rows((who) => who.links))}) AS r(m bigint, one int)`);
    await db().execute(sql`INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state)
      SELECT ${leader}, r.m, o, 'text', '+13125550100', '', CASE WHEN o THEN 'vote tour hello tickets señor' ELSE r.one END, 'received'
      FROM jsonb_to_recordset(${json(rows((who) => who.texts))}) AS r(m bigint, one text), (VALUES (false), (true)) AS v(o)`);
    await db().execute(sql`INSERT INTO deliveries (leader_id, broadcast_id, member_id, phone, state, replied_at, clicked_at)
      SELECT ${leader}, (r.one->>'broadcastId')::int, r.m, '', r.one->>'state', CASE WHEN (r.one->>'replied')::bool THEN now() END,
        CASE WHEN (r.one->>'clicked')::bool THEN now() END
      FROM jsonb_to_recordset(${json(rows((who) => who.deliveries))}) AS r(m bigint, one jsonb)`);
  }
});
