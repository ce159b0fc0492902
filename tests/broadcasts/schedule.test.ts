import { sql } from "drizzle-orm";
import { DateTime } from "luxon";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resumeBroadcast } from "@/lib/broadcasts/control";
import { foreignTags } from "@/lib/broadcasts/foreign-tags";
import { type Plan, readMoment } from "@/lib/broadcasts/plan";
import { previewAudience } from "@/lib/broadcasts/preview";
import { addBroadcast, broadcastById, changeBroadcast } from "@/lib/broadcasts/queries";
import { followingFields } from "@/lib/broadcasts/rename-merge-fields";
import { reviewDraft } from "@/lib/broadcasts/review";
import { scheduleBroadcast } from "@/lib/broadcasts/schedule";
import { takeSnapshot } from "@/lib/broadcasts/snapshot";
import { startTending } from "@/lib/broadcasts/tend";
import { db } from "@/lib/db/client";
import type { FieldDraft } from "@/lib/fields/draft";
import { saveFields } from "@/lib/fields/save";
import type { SegmentTree } from "@/lib/segments/tree";
import { type TestDatabase, testDatabase } from "../database";
import { until } from "../program";

const number = "+17733659687";
const zone = "America/Chicago";
let database: TestDatabase;
let leaderId: number;

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer, broadcasts_per_day)
    VALUES ('ana', 'Ana', ${zone}, 'Hi! {{link}}', 1) RETURNING id`);
  leaderId = rows[0]?.id as number;
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
  await db().execute(sql`
    INSERT INTO members (leader_id, phone, country, status, number, joined_at, time_zone, state, first_name, custom)
    SELECT ${leaderId}, '+1312' || (5550000 + n), 'US', 'active', ${number}, now(), ${zone}, 'IL', 'Al', '{}'
    FROM generate_series(1, 10) n`);
});
afterAll(() => database.close());
beforeEach(async () => {
  await db().execute(sql`DELETE FROM deliveries`);
  await db().execute(sql`DELETE FROM broadcasts`);
});

const always = { notAfter: null, overrideCap: false };
const inDays = (days: number, hour = 12) =>
  DateTime.now().setZone(zone).plus({ days }).startOf("day").set({ hour }).toUTC().toISO() as string;
const at = (time: string): Plan => ({ kind: "at", at: time, ...always });
const draft = (body = "Hello", audience: SegmentTree | null = null) =>
  addBroadcast(db(), { leaderId, number, body, audience });
const schedule = (id: number, plan: Plan) => scheduleBroadcast({ leaderId, id, plan });
const preview = (plan: Plan, audience: SegmentTree | null = null) =>
  previewAudience(db(), leaderId, audience, plan, new Date());

/** A broadcast that reached the first `count` members a minute ago. */
async function sentToday(count: number): Promise<void> {
  const id = await draft();
  await db().execute(sql`
    UPDATE broadcasts SET state = 'finished', started_at = now(), finished_at = now() WHERE leader_id = ${leaderId} AND id = ${id}`);
  await db().execute(sql`
    INSERT INTO deliveries (leader_id, broadcast_id, member_id, phone, state, sent_at)
    SELECT leader_id, ${id}, id, phone, 'delivered', now() - interval '1 minute'
    FROM members WHERE leader_id = ${leaderId} ORDER BY id LIMIT ${count}`);
}

describe("a preview is judged for the time of sending", () => {
  it("counts for five days ahead who has had one only today", async () => {
    await sentToday(8);
    expect(await preview({ kind: "now", ...always })).toMatchObject({ leftOut: { capped: 8 } });
    expect(await preview(at(inDays(5)))).toMatchObject({ recipients: 10, leftOut: {} });
    const day = DateTime.now().setZone(zone).plus({ days: 5 }).toISODate() as string;
    expect(await preview({ kind: "local", day, time: "12:00", ...always })).toMatchObject({ recipients: 10 });
  });

  it("counts broadcasts that are scheduled before it on the same day, for their audiences", async () => {
    const few: SegmentTree = {
      is: "members",
      ids: (
        await db().execute<{ id: number }>(
          sql`SELECT id FROM members WHERE leader_id = ${leaderId} ORDER BY id LIMIT 4`,
        )
      ).rows.map((row) => row.id),
    };
    expect((await schedule(await draft("First", few), at(inDays(3, 11)))).refused).toBeNull();
    expect(await preview(at(inDays(3, 13)))).toMatchObject({ recipients: 6, leftOut: { capped: 4 } });
    expect(await preview(at(inDays(3, 10)))).toMatchObject({ recipients: 10 });
    expect(await preview(at(inDays(4, 10)))).toMatchObject({ recipients: 10 });
    await db().execute(sql`UPDATE leaders SET broadcasts_per_day = 2`);
    expect(await preview(at(inDays(3, 13)))).toMatchObject({ recipients: 10 });
    await schedule(await draft("Second", few), at(inDays(3, 12)));
    expect(await preview(at(inDays(3, 13)))).toMatchObject({ recipients: 6, leftOut: { capped: 4 } });
    await db().execute(sql`UPDATE leaders SET broadcasts_per_day = 1`);
  });

  it("evaluates conditions on dates for that day", async () => {
    const later = DateTime.now().setZone(zone).plus({ days: 5 });
    await db().execute(
      sql`UPDATE members SET birth_date = ${`1990-${later.toFormat("MM-dd")}`} WHERE leader_id = ${leaderId}`,
    );
    const birthday: SegmentTree = { is: "birthday", days: 0 };
    expect(await preview({ kind: "now", ...always }, birthday)).toMatchObject({ recipients: 0 });
    expect(await preview(at(inDays(5)), birthday)).toMatchObject({ recipients: 10 });
  });

  it("costs what will be sent then", async () => {
    await sentToday(9);
    const id = await draft();
    const content = { body: "Hello", audience: null, media: [], number };
    const [now, then] = await Promise.all(
      [{ kind: "now" as const, ...always }, at(inDays(5))].map((plan) =>
        reviewDraft(db(), leaderId, id, { ...content, plan }, new Date()),
      ),
    );
    expect(now?.recipients).toBe(1);
    expect(then?.recipients).toBe(10);
    expect(then?.cost).toBe(10 * (now?.cost ?? 0));
  });
});

describe("a time that has passed", () => {
  const yesterday = DateTime.now().setZone(zone).minus({ days: 1 });
  const past: [string, Plan][] = [
    ["at a time", at(yesterday.toUTC().toISO() as string)],
    ["at a time of last year", at(yesterday.minus({ years: 1 }).toUTC().toISO() as string)],
    ["at a local time", { kind: "local", day: yesterday.toISODate() as string, time: "12:00", ...always }],
    ["at a local time of last year", { kind: "local", day: "2025-01-01", time: "12:00", ...always }],
  ];
  it.each(past)("is refused %s, and nothing is scheduled", async (_, plan) => {
    const id = await draft();
    expect((await schedule(id, plan)).refused).toMatch(/That time has passed/);
    expect((await broadcastById(db(), leaderId, id))?.state).toBe("draft");
  });

  it("is refused where it has passed for some of the recipients only", async () => {
    await db().execute(
      sql`UPDATE members SET time_zone = 'Asia/Tokyo' WHERE leader_id = ${leaderId} AND phone = '+13125550001'`,
    );
    const id = await draft();
    const soon = DateTime.now().setZone(zone).plus({ hours: 2 });
    const plan: Plan = { kind: "local", day: soon.toISODate() as string, time: soon.toFormat("HH:mm"), ...always };
    expect((await schedule(id, plan)).refused).toMatch(/already passed for 1 of 10 recipients/);
    await db().execute(sql`UPDATE members SET time_zone = ${zone} WHERE leader_id = ${leaderId}`);
    expect((await schedule(id, plan)).refused).toBeNull();
  });

  it("is refused as the end of sending", async () => {
    const plan = { ...at(inDays(2)), notAfter: inDays(1) };
    expect((await schedule(await draft(), plan)).refused).toMatch(/before the start/);
  });
});

describe("every check of a message is made by scheduling", () => {
  it.each([
    ["Hi {{firstName}}", /no merge field “firstName”/],
    ["Hi {{ first_name", /not closed/],
    ["Hi first_name }}", /no “{{” before it/],
    ["{% if first_name %}Hi{% endif %}", /“{%” can’t be used/],
    ["x".repeat(401), /characters too many/],
    ["   ", /nothing to send/],
  ])("%s", async (body, sentence) => {
    const id = await draft(body);
    expect((await schedule(id, at(inDays(1)))).refused).toMatch(sentence);
    expect((await broadcastById(db(), leaderId, id))?.state).toBe("draft");
  });

  it("warns about merge fields of other tools, and not about ours or plain words", async () => {
    const foreign = [
      "{first_name}",
      "[First Name]",
      "*|FNAME|*",
      "%FIRST_NAME%",
      "{{{ first_name }}}",
      `$${"{first_name}"}`,
      "{!Contact.FirstName}",
      "%recipient.first_name%",
      "[[first_name]]",
      "<<First Name>>",
      "[FNAME]",
      "#FIRST_NAME#",
    ];
    for (const tag of foreign) expect([tag, foreignTags(`Hi ${tag}, hello`)]).toEqual([tag, [tag]]);
    for (const plain of [
      'Hi {{ first_name | default: "friend" }}',
      "Save 20% now, 30% later",
      "[sold out]",
      "#TENFOUR2026",
      "{ }",
      "a < b > c",
    ])
      expect([plain, foreignTags(plain)]).toEqual([plain, []]);
  });
});

describe("a renamed custom field", () => {
  const field = (label: string, rest: Partial<FieldDraft> = {}): FieldDraft => ({
    id: null,
    label,
    labelEs: "",
    kind: "text",
    choices: [],
    onSignUp: true,
    required: false,
    ...rest,
  });
  const save = (drafts: FieldDraft[]) =>
    db().transaction((tx) => followingFields(tx, leaderId, () => saveFields(tx, leaderId, drafts)));
  const bodyOf = async (id: number) => (await broadcastById(db(), leaderId, id))?.body;

  it("is followed by drafts and scheduled broadcasts, also when two swap names and when one is archived", async () => {
    const [team, shirt] = await save([field("Team"), field("Shirt")]);
    const body = 'Go {{ team | default: "team" }}, in {{shirt}}! {{ first_name }} team';
    const [one, two] = [await draft(body), await draft(body)];
    expect((await schedule(two, at(inDays(1)))).refused).toBeNull();
    await save([field("Favorite team", { id: team?.id }), field("Shirt", { id: shirt?.id })]);
    for (const id of [one, two])
      expect(await bodyOf(id)).toBe('Go {{ favorite_team | default: "team" }}, in {{shirt}}! {{ first_name }} team');
    expect(await broadcastById(db(), leaderId, one)).toMatchObject({ revision: 1, state: "draft" });
    await save([field("Shirt", { id: team?.id }), field("Favorite team", { id: shirt?.id })]);
    expect(await bodyOf(two)).toMatch(/in \{\{favorite_team\}\}/);
    // Archived: no longer offered, but what uses it still has its values.
    await save([field("Favorite team", { id: shirt?.id })]);
    const review = await reviewDraft(
      db(),
      leaderId,
      one,
      { body: (await bodyOf(one)) as string, audience: null, plan: at(inDays(1)), media: [], number },
      new Date(),
    );
    expect(review.problems).toEqual([]);
  });
});

describe("a broadcast whose time is long over", () => {
  const dueSince = async (hours: number, body = "Show tonight") => {
    const id = await draft(body);
    const startAt = new Date(Date.now() - hours * 3_600_000);
    const plan = { kind: "at" as const, at: startAt.toISOString(), ...always };
    await changeBroadcast(db(), leaderId, id, { state: "scheduled", startAt, plan });
    return id;
  };
  const read = (id: number) => broadcastById(db(), leaderId, id);
  const tended = async (id: number) => {
    const stop = startTending();
    await until("it to be looked at", async () => (await read(id))?.state !== "scheduled");
    await stop();
    return read(id);
  };

  it("waits for a person instead of starting, and starts by itself within the hour", async () => {
    expect(await tended(await dueSince(120))).toMatchObject({
      state: "paused",
      pausedBy: "tenfour",
      pausedReason: "Its time passed while nothing could be sent. Check it and resume, or send it now.",
    });
    expect((await tended(await dueSince(0.5)))?.startedAt).not.toBeNull();
  });

  it("goes out now when it is resumed", async () => {
    const id = await dueSince(120);
    await tended(id);
    expect(await resumeBroadcast({ leaderId, id })).toMatchObject({ refused: null, state: "preparing" });
    expect(await read(id)).toMatchObject({ plan: { kind: "now" } });
    expect(await takeSnapshot(leaderId, id)).toBeGreaterThan(0);
  });

  it("is not resumed where it can no longer be sent, and says why", async () => {
    const pausedWith = async (change: Parameters<typeof changeBroadcast>[3], body?: string) => {
      const id = await dueSince(120, body);
      await changeBroadcast(db(), leaderId, id, { state: "paused", pausedBy: "tenfour", ...change });
      return resumeBroadcast({ leaderId, id });
    };
    expect(await pausedWith({}, "Hi {{ gone }}")).toMatchObject({
      state: "paused",
      refused: expect.stringMatching(/gone/),
    });
    const over = new Date(Date.now() - 3_600_000).toISOString();
    expect(await pausedWith({ plan: { kind: "now", notAfter: over, overrideCap: false } })).toMatchObject({
      state: "paused",
      refused: expect.stringMatching(/Stop sending after/),
    });
  });
});

describe("a time that cannot be meant", () => {
  it("more than a year ahead is refused", async () => {
    expect((await schedule(await draft(), at("2206-12-01T15:30:00Z"))).refused).toMatch(/more than a year/);
    expect(
      (await schedule(await draft(), { kind: "local", day: "2206-12-01", time: "09:30", ...always })).refused,
    ).toMatch(/more than a year/);
    expect((await schedule(await draft(), at(inDays(360)))).refused).toBeNull();
  });

  it("a year, a month or a day alone is no moment", () => {
    for (const local of ["2027", "2026-12", "2026-12-01", "09:30", "", "2026-W49"])
      expect(readMoment(local, zone).problem).toMatch(/isn’t a time/);
    expect(readMoment("2026-12-01T09:30", zone).at).toBe("2026-12-01T15:30:00.000Z");
  });

  it("an hour that a clock change leaves out is refused, and says why", () => {
    for (const [local, where] of [
      ["2027-03-14T02:30", "America/Chicago"],
      ["2027-03-14T02:00", "America/New_York"],
      ["2027-03-28T02:15", "Europe/Berlin"],
    ] as const)
      expect(readMoment(local, where)).toEqual({ at: null, problem: expect.stringMatching(/doesn’t exist on March/) });
    expect(readMoment("2027-03-14T02:30", "America/Phoenix").at).toBe("2027-03-14T09:30:00.000Z");
    expect(readMoment("2027-03-14T03:00", "America/Chicago").at).toBe("2027-03-14T08:00:00.000Z");
    expect(readMoment("2027-03-14T01:59", "America/Chicago").at).toBe("2027-03-14T07:59:00.000Z");
  });

  it("an hour that exists twice is refused, and with its offset it is what it says", () => {
    expect(readMoment("2027-11-07T01:30", "America/Chicago").problem).toBe(
      "1:30 AM happens twice on November 7, 2027 in America/Chicago: clocks go back. Choose another time.",
    );
    expect(readMoment("2027-11-07T01:30-06:00", "America/Chicago").at).toBe("2027-11-07T07:30:00.000Z");
    expect(readMoment("2027-11-07T01:30-05:00", "America/Chicago").at).toBe("2027-11-07T06:30:00.000Z");
    expect(readMoment("2027-11-07T06:30Z", "America/Chicago").at).toBe("2027-11-07T06:30:00.000Z");
    expect(readMoment("2027-11-07T01:30", "Pacific/Honolulu").at).toBe("2027-11-07T11:30:00.000Z");
    for (const local of ["2027-11-07T00:59", "2027-11-07T02:00"])
      expect(readMoment(local, "America/Chicago").problem).toBeNull();
  });
});
