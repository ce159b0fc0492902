import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancelBroadcast, pauseBroadcast, resumeBroadcast } from "@/lib/broadcasts/control";
import { addBroadcast } from "@/lib/broadcasts/queries";
import { startBroadcast } from "@/lib/broadcasts/schedule";
import { takeSnapshot } from "@/lib/broadcasts/snapshot";
import { db } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "../database";
import { until } from "../program";
import { openZone } from "../zones";

const number = "+17733659687";
let database: TestDatabase;
let leaderId: number;

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer, broadcasts_per_day)
    VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}', NULL) RETURNING id`);
  leaderId = rows[0]?.id as number;
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
  await db().execute(sql`
    INSERT INTO members (leader_id, phone, country, status, number, joined_at, time_zone)
    SELECT ${leaderId}, '+1312' || (5550000 + n), 'US', 'active', ${number}, now(), ${openZone()} FROM generate_series(1, 30) n`);
});
afterAll(() => database.close());

async function started(): Promise<number> {
  const id = await addBroadcast(db(), { leaderId, number, body: "Hello all" });
  await startBroadcast({ leaderId, id });
  return id;
}

/** Does something while a snapshot stands in the middle of copying its recipients; answers what the snapshot answers. */
async function duringSnapshot(id: number, deed: () => Promise<unknown>): Promise<number | null> {
  return db()
    .transaction(async (tx) => {
      await tx.execute(sql`LOCK TABLE deliveries IN SHARE MODE`);
      const snapshot = takeSnapshot(leaderId, id);
      await until("the snapshot to wait", async () => {
        const { rows } = await tx.execute(
          sql`SELECT 1 FROM pg_locks WHERE relation = 'deliveries'::regclass AND NOT granted`,
        );
        return rows.length > 0;
      });
      await deed();
      return { snapshot };
    })
    .then(({ snapshot }) => snapshot);
}

const standsAt = async (id: number) =>
  (
    await db().execute<{ state: string; copied: number }>(sql`
      SELECT state, (SELECT count(*)::int FROM deliveries d WHERE d.leader_id = b.leader_id AND d.broadcast_id = b.id) AS copied
      FROM broadcasts b WHERE leader_id = ${leaderId} AND id = ${id}`)
  ).rows[0];

describe("a snapshot", () => {
  it("that is paused while it is taken leaves nothing behind, and is taken when it is resumed", async () => {
    const id = await started();
    expect(await duringSnapshot(id, () => pauseBroadcast({ leaderId, id }))).toBeNull();
    expect(await standsAt(id)).toEqual({ state: "paused", copied: 0 });
    await resumeBroadcast({ leaderId, id });
    expect(await takeSnapshot(leaderId, id)).toBe(30);
    expect(await standsAt(id)).toEqual({ state: "sending", copied: 30 });
  });

  it("that is cancelled while it is taken leaves nothing behind", async () => {
    const id = await started();
    expect(await duringSnapshot(id, () => cancelBroadcast({ leaderId, id }))).toBeNull();
    expect(await standsAt(id)).toEqual({ state: "cancelled", copied: 0 });
  });

  it("is taken once, also by two at once, and holds whom it found", async () => {
    const id = await started();
    const taken = await Promise.all([takeSnapshot(leaderId, id), takeSnapshot(leaderId, id)]);
    expect(taken.filter((one) => one !== null)).toEqual([30]);
    await db().execute(sql`
      INSERT INTO members (leader_id, phone, country, status, number, joined_at) VALUES (${leaderId}, '+13125551000', 'US', 'active', ${number}, now())`);
    expect(await takeSnapshot(leaderId, id)).toBeNull();
    expect((await standsAt(id))?.copied).toBe(30);
  });
});
