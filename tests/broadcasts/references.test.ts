import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resumeBroadcast } from "@/lib/broadcasts/control";
import { addBroadcast, broadcastById } from "@/lib/broadcasts/queries";
import { scheduleBroadcast } from "@/lib/broadcasts/schedule";
import { deleteSegment, segmentUses } from "@/lib/broadcasts/segment-uses";
import { takeSnapshot } from "@/lib/broadcasts/snapshot";
import { startTending } from "@/lib/broadcasts/tend";
import { db } from "@/lib/db/client";
import { stopListening } from "@/lib/live/listen";
import { addSegment } from "@/lib/segments/queries";
import type { SegmentTree } from "@/lib/segments/tree";
import { tagMembers, tagNamed } from "@/lib/tags/queries";
import { type TestDatabase, testDatabase } from "../database";
import { until } from "../program";
import { openZone } from "../zones";

const number = "+17733659687";
let database: TestDatabase;
let leaderId: number;
let ids: number[];
let vip: number;

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer, broadcasts_per_day)
    VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}', NULL) RETURNING id`);
  leaderId = rows[0]?.id as number;
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
  const members = await db().execute<{ id: number }>(sql`
    INSERT INTO members (leader_id, phone, country, status, number, joined_at, time_zone, city)
    SELECT ${leaderId}, '+1312' || (5550000 + n), 'US', 'active', ${number}, now(), ${openZone()}, CASE WHEN n = 1 THEN 'Gary' END
    FROM generate_series(1, 3) n RETURNING id`);
  ids = members.rows.map((row) => row.id);
  vip = (await tagNamed(db(), leaderId, "VIP")).id;
  await tagMembers(db(), leaderId, vip, ids);
});
afterAll(async () => {
  await stopListening();
  await database.close();
});

let press: number;
beforeEach(async () => {
  press = await addSegment(db(), leaderId, "Press", { is: "city", any: ["Gary"] });
});

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const draft = (audience: SegmentTree) => addBroadcast(db(), { leaderId, number, body: "Hello", audience });
const vipExceptPress = (): SegmentTree => ({
  and: [{ or: [{ is: "tag", any: [vip] }] }, { not: { or: [{ is: "segment", segmentId: press }] } }],
});
const plan = (at: string) => ({ kind: "at" as const, at, notAfter: null, overrideCap: false });
const recipients = async (id: number) =>
  (
    await db().execute<{ member_id: number }>(
      sql`SELECT member_id FROM deliveries WHERE leader_id = ${leaderId} AND broadcast_id = ${id} ORDER BY 1`,
    )
  ).rows.map((row) => row.member_id);

describe("what a scheduled broadcast refers to", () => {
  it("keeps its meaning when the excluded segment is deleted before it is sent", async () => {
    const id = await draft(vipExceptPress());
    expect(await scheduleBroadcast({ leaderId, id, plan: plan(tomorrow()) })).toMatchObject({ state: "scheduled" });
    expect(await deleteSegment(db(), { leaderId, id: press, confirmed: true })).toMatchObject({ deleted: true });
    expect(await takeSnapshot(leaderId, id)).toBe(2);
    expect(await recipients(id)).toEqual(ids.slice(1));
  });

  it("is said before a segment is deleted, also where it is used through another segment", async () => {
    const outer = await addSegment(db(), leaderId, "Not press", { not: { is: "segment", segmentId: press } });
    const id = await draft({ is: "segment", segmentId: outer });
    const scheduled = await draft(vipExceptPress());
    const at = tomorrow();
    await scheduleBroadcast({ leaderId, id: scheduled, plan: plan(at) });
    const uses = [
      { kind: "segment", id: outer, name: "Not press" },
      { kind: "broadcast", id, body: "Hello", state: "draft", startAt: null },
      { kind: "broadcast", id: scheduled, body: "Hello", state: "scheduled", startAt: at },
    ];
    expect(await deleteSegment(db(), { leaderId, id: press, confirmed: false })).toEqual({ deleted: false, uses });
    expect(await segmentUses(db(), leaderId, outer)).toHaveLength(1);
    expect(await deleteSegment(db(), { leaderId: leaderId + 1, id: press, confirmed: true })).toBeNull();
  });

  it("is not asked about where nothing uses the segment", async () => {
    const unused = await addSegment(db(), leaderId, "Unused", { is: "starred" });
    expect(await deleteSegment(db(), { leaderId, id: unused, confirmed: false })).toEqual({ deleted: true, uses: [] });
  });

  it("pauses the broadcast with the reason where it no longer exists", async () => {
    const gone = (await tagNamed(db(), leaderId, "Gone")).id;
    const id = await draft({ and: [{ is: "tag", any: [vip] }, { not: { is: "tag", any: [gone] } }] });
    await scheduleBroadcast({ leaderId, id, plan: plan(new Date(Date.now() + 1_500).toISOString()) });
    await db().execute(sql`DELETE FROM tags WHERE leader_id = ${leaderId} AND id = ${gone}`);
    const stop = startTending();
    const stateOf = async () => broadcastById(db(), leaderId, id);
    await until("the broadcast to pause", async () => (await stateOf())?.state === "paused");
    expect(await stateOf()).toMatchObject({
      pausedBy: "tenfour",
      pausedReason: "The conditions use a tag that no longer exists. Remove that condition.",
    });
    expect(await recipients(id)).toEqual([]);
    // Resumed without a change, it pauses again instead of texting everyone.
    await resumeBroadcast({ leaderId, id });
    await until("the broadcast to pause again", async () => (await stateOf())?.state === "paused");
    await stop();
    expect(await recipients(id)).toEqual([]);
  });

  it("is refused when scheduling, and in the preview, where it does not exist", async () => {
    const id = await draft({ not: { is: "segment", segmentId: 4_040 } });
    await expect(scheduleBroadcast({ leaderId, id, plan: plan(tomorrow()) })).rejects.toThrow(
      /a segment that no longer exists/,
    );
  });
});
