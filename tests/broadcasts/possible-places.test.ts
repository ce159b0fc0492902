import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { previewAudience } from "@/lib/broadcasts/preview";
import { addBroadcast } from "@/lib/broadcasts/queries";
import { startBroadcast } from "@/lib/broadcasts/schedule";
import { takeSnapshot } from "@/lib/broadcasts/snapshot";
import { db } from "@/lib/db/client";
import { resolveUnplaced } from "@/lib/members/place-job";
import { type Incoming, takeIn } from "@/lib/members/take-in";
import { describePlace } from "@/lib/places/describe";
import { type TestDatabase, testDatabase } from "../database";

let database: TestDatabase;
let leaderId: number;
const number = "+17733659687";
// 10:30 in New York, 9:30 in Chicago, 8:30 in Denver.
const now = new Date("2026-11-24T15:30:00Z");
const plan = { kind: "now" as const, notAfter: null, overrideCap: true };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const table of ["numbers", "deliveries", "broadcast_counts", "broadcasts", "members", "leaders"])
    await db().execute(sql`DELETE FROM ${sql.identifier(table)}`);
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/New_York', 'Hi! {{link}}') RETURNING id`);
  leaderId = rows[0]?.id as number;
  await db().execute(
    sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId}) ON CONFLICT DO NOTHING`,
  );
});

const log = { channel: "import" as const, source: "a list", words: () => "a list" };

/** Brings one member by import, and answers what is stored of where they are. */
async function join(phone: string, address: { city?: string; state?: string; postalCode?: string }) {
  const one = { firstName: "Ana", lastName: null, birthDate: null, email: null, gender: null, language: null };
  const { possiblePlaces: _, ...place } = describePlace({ ...address, areaCode: phone.slice(2, 5) });
  const person: Incoming = { ...one, ...place, phone, country: "US", custom: {} };
  await db().transaction((tx) =>
    takeIn(tx, [person], { leaderId, number, source: "import", rule: "replace", proof: true, now, log }),
  );
  return stored(phone);
}

async function stored(phone: string) {
  const { rows } = await db().execute<{ possible_places: string | null; city: string | null; state: string | null }>(
    sql`SELECT possible_places, city, state FROM members WHERE phone = ${phone}`,
  );
  return rows[0];
}

it("an import by ZIP fills city, state and possible places", async () => {
  expect(await join("+13125550123", { postalCode: "60601" })).toEqual({
    possible_places: "IL:America/Chicago",
    city: "Chicago",
    state: "IL",
  });
});

it("a preview and the snapshot hold those whose narrowest window is closed, and skip those without one", async () => {
  await join("+12125550101", { postalCode: "10001" });
  // ZIP in New York, city and number in Colorado: 9:00 in Denver is an hour and a half away.
  await join("+13035550102", { postalCode: "10001", city: "Denver", state: "CO" });
  // Only the number: nothing of the leader's zone is assumed.
  await db().execute(sql`INSERT INTO members (leader_id, phone, country, status, number, joined_at) VALUES
    (${leaderId}, '+14065550103', 'US', 'active', ${number}, now()), (${leaderId}, '+15005550104', 'US', 'active', ${number}, now())`);
  await join("+19105550105", { postalCode: "09012" });

  const preview = await previewAudience(db(), leaderId, null, plan, now);
  expect(preview).toMatchObject({ recipients: 4, atOnce: 1, leftOut: { time_zone_unknown: 1 } });
  expect(preview.openings).toEqual([
    { at: "2026-11-24T15:30:00.000Z", members: 1 },
    { at: "2026-11-24T16:00:00.000Z", members: 2 },
    { at: "2026-11-24T19:00:00.000Z", members: 1 },
  ]);

  const id = await addBroadcast(db(), { leaderId, number, body: "Hello" });
  await startBroadcast({ leaderId, id });
  await takeSnapshot(leaderId, id, now);
  const { rows } = await db().execute<{
    phone: string;
    state: string;
    error_code: string | null;
    not_before: unknown;
  }>(sql`
    SELECT phone, state, error_code, not_before FROM deliveries WHERE broadcast_id = ${id} ORDER BY phone`);
  expect(rows.map((row) => [row.phone, row.state, row.error_code, row.not_before !== null])).toEqual([
    ["+12125550101", "waiting", null, false],
    ["+13035550102", "waiting", null, true],
    ["+14065550103", "waiting", null, true],
    ["+15005550104", "waiting", null, true],
    ["+19105550105", "withheld", "time_zone_unknown", false],
  ]);
  const counts = await db().execute<{ waiting: number; withheld: number; held: number }>(sql`
    SELECT sum(waiting)::int AS waiting, sum(withheld)::int AS withheld, sum(held)::int AS held FROM broadcast_counts WHERE broadcast_id = ${id}`);
  expect(counts.rows[0]).toEqual({ waiting: 4, withheld: 1, held: 3 });
});

it("an address that changes is judged anew at once, and resolved by the job", async () => {
  await join("+13125550123", { postalCode: "60601" });
  await db().execute(sql`UPDATE members SET city = 'Honolulu', state = 'HI', postal_code = '96813'`);
  expect((await stored("+13125550123"))?.possible_places).toBeNull();
  const preview = await previewAudience(db(), leaderId, null, plan, now);
  expect(preview.openings).toEqual([{ at: "2026-11-24T19:00:00.000Z", members: 1 }]);
  expect(await resolveUnplaced()).toBe(1);
  expect((await stored("+13125550123"))?.possible_places).toBe("HI:Pacific/Honolulu IL:America/Chicago");
  expect(await resolveUnplaced()).toBe(0);
});

it("members of an earlier version are resolved by the job, city and state filled", async () => {
  await db().execute(sql`
    INSERT INTO members (leader_id, phone, country, status, number, joined_at, postal_code, time_zone)
    SELECT ${leaderId}, '+1312555' || (1000 + n), 'US', 'active', ${number}, now(), '60601', 'Asia/Bishkek' FROM generate_series(1, 2500) n`);
  expect(await resolveUnplaced()).toBe(2_500);
  const { rows } = await db().execute(sql`
    SELECT city, state, time_zone, possible_places, count(*)::int AS members FROM members GROUP BY 1, 2, 3, 4`);
  expect(rows).toEqual([
    {
      city: "Chicago",
      state: "IL",
      time_zone: "America/Chicago",
      possible_places: "IL:America/Chicago",
      members: 2_500,
    },
  ]);
});
