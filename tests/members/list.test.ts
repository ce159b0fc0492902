import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Crowd, countCrowd, listCrowd } from "@/lib/bulk/crowd";
import { db } from "@/lib/db/client";
import type { Sort } from "@/lib/members/list";
import { addSegment } from "@/lib/segments/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";

const leader = { leaderId: 1, timeZone: "America/Chicago" };
const now = new Date("2026-11-24T12:00:00Z");
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const people: [string, string | null, string | null, string | null][] = [
    ["+17733659687", "Ana", "Muñoz", "ana@example.com"],
    ["+17733650001", "John", "Morales", null],
    ["+13125550002", "Anabel", "O'Brien-Smith", "bell@example.org"],
    ["+13125550003", "Mary Jane", "Watson", "mj@example.com"],
    ["+14155550004", null, null, null],
    ["+14155550005", "Владимир", "Иванов", null],
  ];
  for (const [phone, first, last, email] of people) await add(1, phone, first, last, email);
  await add(2, "+17733659687", "Ana", "Muñoz", "ana@example.com");
  await text(1, "+14155550004", "Is the concert in Gary sold out?");
  await text(1, "+17733650001", "concert!!");
  await text(2, "+17733659687", "A concert for somebody else's leader");
});
afterAll(() => database.close());

async function add(leaderId: number, phone: string, first: string | null, last: string | null, email: string | null) {
  await db().execute(sql`
    INSERT INTO members (leader_id, phone, country, number, first_name, last_name, email)
    VALUES (${leaderId}, ${phone}, 'US', '+15550001111', ${first}, ${last}, ${email})`);
}
async function text(leaderId: number, phone: string, body: string) {
  await db().execute(sql`
    INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state)
    SELECT leader_id, id, false, 'text', number, phone, ${body}, 'received' FROM members
    WHERE leader_id = ${leaderId} AND phone = ${phone}`);
}
const list = async (crowd: Crowd, sort: Sort = "name") =>
  (await listCrowd(db(), leader, crowd, { sort }, now)).members.map((row) => row.fullName ?? row.phone);
const find = (search: string) => list({ search });

describe("the search box", () => {
  it("finds names by how their words begin, whatever their accents and capitals", async () => {
    expect(await find("ana")).toEqual(["Ana Muñoz", "Anabel O'Brien-Smith"]);
    expect(await find("MUNOZ")).toEqual(["Ana Muñoz"]);
    expect(await find("jane wat")).toEqual(["Mary Jane Watson"]);
    expect(await find("obrien")).toEqual(["Anabel O'Brien-Smith"]);
    expect(await find("smith")).toEqual(["Anabel O'Brien-Smith"]);
    expect(await find("владимир")).toEqual(["Владимир Иванов"]);
  });

  it("takes seven digits that begin with a zero for the end of a number, not for a beginning", async () => {
    expect(await find("365 0001")).toEqual(["John Morales"]);
    expect(await find("0001")).toEqual(["John Morales"]);
    expect(await find("0002")).toEqual(["Anabel O'Brien-Smith"]);
  });

  it("forgives slips in names", async () => {
    expect(await find("jhon")).toEqual(["John Morales"]);
    expect(await find("watsen")).toEqual(["Mary Jane Watson"]);
    expect(await find("moralles john")).toEqual(["John Morales"]);
    expect(await find("zzyzx")).toEqual([]);
  });

  it("finds numbers by their end and their beginning, as they are written", async () => {
    expect(await find("9687")).toEqual(["Ana Muñoz"]);
    expect(await find("(773) 365")).toEqual(["Ana Muñoz", "John Morales"]);
    expect(await find("+1 773-365-9687")).toEqual(["Ana Muñoz"]);
    expect(await find("12")).toEqual([]);
  });

  it("finds e-mail addresses by their beginning", async () => {
    expect(await find("mj@exam")).toEqual(["Mary Jane Watson"]);
    expect(await find("bell@")).toEqual(["Anabel O'Brien-Smith"]);
  });

  it("finds the words people texted, and never another leader's", async () => {
    expect(await find("concert")).toEqual(["John Morales", "+14155550004"]);
    expect(await find("concert gary")).toEqual(["+14155550004"]);
    expect(await find("somebody")).toEqual([]);
  });

  it("takes anything that can be typed", async () => {
    for (const odd of [
      "%",
      "_",
      "\\",
      "'; DROP TABLE members; --",
      "\u0000",
      "a%",
      "🎉",
      "()",
      "x".repeat(200),
      "-",
      "  ",
    ])
      expect(Array.isArray(await find(odd))).toBe(true);
    expect(await find("%na")).toEqual([]);
  });

  it("hears of a name that is corrected", async () => {
    await add(1, "+14155550006", "Tobais", "Quill", null);
    await db().execute(sql`UPDATE members SET first_name = 'Tobias' WHERE phone = '+14155550006'`);
    expect(await find("tobias")).toEqual(["Tobias Quill"]);
    await db().execute(sql`DELETE FROM members WHERE phone = '+14155550006'`);
  });
});

describe("the table of members", () => {
  it("walks every order page by page without leaving out or repeating anybody", async () => {
    await db().execute(sql`
      INSERT INTO members (leader_id, phone, country, number, first_name, joined_at, last_inbound_at)
      SELECT 3, '+1217' || (5550000 + n), 'US', '+15550001111', CASE WHEN n % 4 > 0 THEN 'Name ' || n % 7 END,
        CASE WHEN n % 3 > 0 THEN now() - (n % 50) * interval '1 day' END, CASE WHEN n % 5 = 0 THEN now() - (n % 11) * interval '1 hour' END
      FROM generate_series(1, 350) n`);
    for (const sort of ["joined", "last_text", "name"] as const) {
      const seen: number[] = [];
      let after: string | null = null;
      do {
        const page = await listCrowd(db(), { ...leader, leaderId: 3 }, {}, { sort, after }, now);
        seen.push(...page.members.map((row) => row.id));
        after = page.next;
      } while (after);
      expect(seen).toHaveLength(350);
      expect(new Set(seen).size).toBe(350);
    }
  });

  it("starts anew where a cursor is broken or belongs to another order", async () => {
    const page = await listCrowd(db(), { ...leader, leaderId: 3 }, {}, { sort: "name" }, now);
    for (const after of ["!", "e30", page.next, Buffer.from('["x\\u0000",1]').toString("base64url")]) {
      const anew = await listCrowd(db(), { ...leader, leaderId: 3 }, {}, { sort: "joined", after }, now);
      expect(anew.members).toHaveLength(100);
    }
  });

  it("counts and lists a tag's, and knows nobody of another leader's tag", async () => {
    await db().execute(sql`INSERT INTO tags (leader_id, name) VALUES (1, 'vip'), (2, 'vip')`);
    const ids = await db().execute<{ leader_id: number; id: number }>(sql`SELECT leader_id, id FROM tags`);
    const tagOf = (leaderId: number) => ids.rows.find((row) => row.leader_id === leaderId)?.id as number;
    await db().execute(sql`
      INSERT INTO tagged (leader_id, tag_id, member_id)
      SELECT leader_id, CASE leader_id WHEN 1 THEN ${tagOf(1)}::int ELSE ${tagOf(2)}::int END, id
      FROM members WHERE phone = '+17733659687'`);
    expect(await list({ tagId: tagOf(1) })).toEqual(["Ana Muñoz"]);
    expect(await list({ tagId: tagOf(2) })).toEqual([]);
    expect(await countCrowd(db(), leader, { tagId: tagOf(1), search: "ana" }, now)).toBe(1);
    expect(await list({ tagId: tagOf(1), search: "john" })).toEqual([]);
  });

  it("walks the order for a page of a large segment, and looks its members up where the walk meets too few", async () => {
    const many = { ...leader, leaderId: 4 };
    await db().execute(sql`
      INSERT INTO members (leader_id, id, phone, country, number, joined_at)
      SELECT 4, 1000000 + n, '+1217' || (6000000 + n), 'US', '+15550001111', CASE WHEN n > 300 THEN now() - n * interval '1 minute' END
      FROM generate_series(1, 51500) n`);
    await db().execute(sql`INSERT INTO tags (leader_id, id, name) OVERRIDING SYSTEM VALUE VALUES (4, 1, 'Tagged')`);
    await db().execute(
      sql`INSERT INTO tagged (leader_id, tag_id, member_id) SELECT 4, 1, id FROM members WHERE leader_id = 4 AND id % 50 > 0`,
    );
    const segmentId = await addSegment(db(), 4, "Tagged", { and: [{ is: "tag", any: [1] }] });
    const idsOf = async (after: string | null) =>
      (await listCrowd(db(), many, { segmentId }, { sort: "joined", after }, now)).members.map(
        ({ id }) => id - 1_000_000,
      );
    const from = (first: number, last: number) =>
      Array.from({ length: Math.abs(last - first) + 1 }, (_, at) => first + at * Math.sign(last - first)).filter(
        (n) => n % 50 > 0,
      );
    expect(await idsOf(null)).toEqual(from(301, 600).slice(0, 100));
    const nearTheEnd = Buffer.from(JSON.stringify([null, 1_000_080])).toString("base64url");
    expect(await idsOf(nearTheEnd)).toEqual(from(79, 1));
    expect(await countCrowd(db(), many, { segmentId }, now)).toBe(50_470);
    expect(await countCrowd(db(), many, {}, now)).toBe(51_500);
  });
});
