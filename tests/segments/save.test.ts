import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import type { SegmentContext } from "@/lib/segments/compile";
import { countSegment } from "@/lib/segments/count";
import { estimateSegment } from "@/lib/segments/estimate";
import { segmentContext } from "@/lib/segments/load";
import { previewSegment } from "@/lib/segments/preview";
import { changeSegment, segmentById, segmentsOf, segmentsWithSizes, setDeleted, sizesOf } from "@/lib/segments/queries";
import { duplicateSegment, saveSegment, segmentName } from "@/lib/segments/save";
import { countAllSegments } from "@/lib/segments/sizes";
import { type SegmentTree, segmentTree } from "@/lib/segments/tree";
import { type TestDatabase, testDatabase } from "@/tests/database";

const illinois: SegmentTree = { is: "region", any: ["IL"] };
/** Still the 23rd in Chicago. */
const now = new Date("2026-11-24T05:30:00Z");

describe("saved segments", () => {
  let database: TestDatabase;
  let ana: number;
  let ben: number;

  beforeAll(async () => {
    database = await testDatabase();
    [ana, ben] = (await Promise.all(["ana", "ben"].map(leader))) as [number, number];
    for (const [id, state] of [
      [ana, "IL"],
      [ana, "IL"],
      [ana, "TX"],
      [ben, "IL"],
    ] as const)
      await member(id, state);
  });
  afterAll(() => database.close());

  async function leader(handle: string): Promise<number> {
    const made = await db().execute<{ id: number }>(sql`
      INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES (${handle}, ${handle}, 'America/Chicago', '{{link}}') RETURNING id`);
    return made.rows[0]?.id as number;
  }
  let phones = 1_000;
  async function member(leaderId: number, state: string): Promise<void> {
    await db().execute(sql`INSERT INTO members (leader_id, phone, country, number, status, state, first_name)
      VALUES (${leaderId}, ${`+1312555${phones++}`}, 'US', '+13125550100', 'active', ${state}, 'Fan')`);
  }
  const context = (id: number): Promise<SegmentContext> =>
    segmentContext(db(), { id, timeZone: "America/Chicago" }, now);
  const save = async (leaderId: number, name: string, tree: SegmentTree, id: number | null = null) =>
    saveSegment(db(), { id, name, tree }, await context(leaderId));

  it("are counted when they are saved, under the leader's own day", async () => {
    const id = (await save(ana, "Illinois", illinois)) as number;
    const [saved] = await segmentsWithSizes(db(), ana, "2026-11-23");
    expect(saved).toMatchObject({ id, name: "Illinois", tree: illinois });
    expect(saved?.sizes).toEqual([{ day: "2026-11-23", members: 2, reachable: 2 }]);
  });

  it("get a size for each day, the last word of a day staying", async () => {
    await member(ana, "IL");
    expect(await countAllSegments(now)).toBe(1);
    await member(ana, "IL");
    await countAllSegments(new Date("2026-11-24T15:00:00Z"));
    const [saved] = await segmentsWithSizes(db(), ana, "2026-11-24");
    expect(saved?.sizes.map((one) => [one.day, one.members])).toEqual([
      ["2026-11-23", 3],
      ["2026-11-24", 4],
    ]);
    expect(await sizesOf(db(), ana, saved?.id ?? 0, "2026-11-24")).toEqual(saved?.sizes);
    expect(await sizesOf(db(), ben, saved?.id ?? 0, "2026-11-24")).toEqual([]);
    // Ninety days later the first of them has left the chart.
    expect((await sizesOf(db(), ana, saved?.id ?? 0, "2027-02-21")).map((one) => one.day)).toEqual(["2026-11-24"]);
  });

  it("are nobody else's: another leader's id is none, through every function", async () => {
    const id = (await segmentsOf(db(), ana))[0]?.id as number;
    expect(await segmentById(db(), ben, id)).toBeNull();
    expect(await save(ben, "Mine now", { is: "starred" }, id)).toBeNull();
    expect(await changeSegment(db(), ben, id, { name: "Mine now" })).toBe(false);
    expect(await duplicateSegment(db(), id, await context(ben))).toBeNull();
    expect(await setDeleted(db(), ben, id, true)).toBe(false);
    await expect(save(ben, "Through the back", { is: "segment", segmentId: id })).rejects.toThrow(
      /a segment that no longer exists/,
    );
    expect(await segmentsOf(db(), ben)).toEqual([]);
    expect(await segmentById(db(), ana, id)).toMatchObject({ name: "Illinois", tree: illinois });
  });

  it("are copied, deleted and brought back", async () => {
    const id = (await segmentsOf(db(), ana))[0]?.id as number;
    const copy = (await duplicateSegment(db(), id, await context(ana))) as number;
    expect(await segmentById(db(), ana, copy)).toMatchObject({ name: "Illinois (copy)", tree: illinois });
    expect(await setDeleted(db(), ana, copy, true)).toBe(true);
    expect(await setDeleted(db(), ana, copy, true)).toBe(false);
    expect(await segmentById(db(), ana, copy)).toBeNull();
    // What refers to an archived segment keeps its meaning.
    const among = { is: "segment", segmentId: copy } as const;
    expect(await countSegment(db(), among, await context(ana))).toEqual(
      await countSegment(db(), illinois, await context(ana)),
    );
    expect(await setDeleted(db(), ana, copy, false)).toBe(true);
    expect(await segmentById(db(), ana, copy)).not.toBeNull();
  });

  it("cannot be made of themselves, and say so", async () => {
    const one = (await save(ana, "One", { is: "starred" })) as number;
    const two = (await save(ana, "Two", { not: { is: "segment", segmentId: one } })) as number;
    await expect(save(ana, "One", { is: "segment", segmentId: one }, one)).rejects.toThrow(/in a circle/);
    await expect(save(ana, "One", { is: "segment", segmentId: two }, one)).rejects.toThrow(/in a circle/);
    expect(await segmentById(db(), ana, one)).toMatchObject({ tree: { is: "starred" } });
  });

  it("of few members are counted at once, with examples of this leader only", async () => {
    expect(await estimateSegment(db(), illinois, await context(ana))).toEqual({
      members: 4,
      reachable: 4,
      exact: true,
    });
    const examples = await previewSegment(db(), { not: illinois }, await context(ana));
    expect(examples.map((one) => one.state)).toEqual(["TX"]);
    expect(await previewSegment(db(), { not: illinois }, await context(ben))).toEqual([]);
  });
});

describe("what a segment may be", () => {
  it("has a name that can be read", () => {
    expect(segmentName.parse("  Young\n voters ")).toBe("Young voters");
    expect(segmentName.safeParse(" \u0000 ").success).toBe(false);
    expect(segmentName.safeParse("x".repeat(81)).success).toBe(false);
  });

  it("is refused with a sentence where it is too deep or too large", () => {
    let deep: SegmentTree = { is: "starred" };
    for (let i = 0; i < 7; i++) deep = { and: [deep] };
    expect(segmentTree.safeParse(deep).error?.issues[0]?.message).toMatch(/6 deep at most; these stand 7/);
    const ten: SegmentTree = { or: Array.from({ length: 10 }, () => ({ is: "starred" })) };
    const large: SegmentTree = { and: Array.from({ length: 11 }, () => ten) };
    expect(segmentTree.safeParse(large).error?.issues[0]?.message).toMatch(/100 conditions at most; this one has 110/);
    const wide: SegmentTree = { or: Array.from({ length: 104 }, () => ({ is: "starred" })) };
    expect(segmentTree.safeParse(wide).error?.issues[0]?.message).toMatch(/100 conditions at most; this one has 104/);
  });

  it("takes nothing that is not a condition", () => {
    for (const wrong of [
      { is: "sql", text: "1=1" },
      { and: [], or: [] },
      { is: "tag", any: [] },
      { is: "tag", any: ["1"] },
      null,
    ]) {
      expect(segmentTree.safeParse(wrong).success).toBe(false);
    }
  });
});
