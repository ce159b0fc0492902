import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { program } from "@/lib/command/program";
import { reportError } from "@/lib/command/run";
import { db } from "@/lib/db/client";
import { addSegment } from "@/lib/segments/queries";
import { tagNamed } from "@/lib/tags/queries";
import { type TestDatabase, testDatabase } from "../database";

const number = "+17733659687";
let database: TestDatabase;
let leaderId: number;
let vip: number;
let chicago: number;

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', '{{link}}') RETURNING id`);
  leaderId = rows[0]?.id as number;
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
  await db().execute(sql`
    INSERT INTO members (leader_id, phone, country, status, number, joined_at, time_zone, first_name)
    SELECT ${leaderId}, '+1312' || (5550000 + n), 'US', 'active', ${number}, now(), 'America/Chicago', 'Al'
    FROM generate_series(1, 5) n`);
  vip = (await tagNamed(db(), leaderId, "VIP")).id;
  chicago = await addSegment(db(), leaderId, "Chicago, IL", { is: "city", any: ["Chicago"] });
  await addSegment(db(), leaderId, "vip", { is: "starred" });
});
afterAll(() => database.close());

/** Runs the command line; returns its exit code and what it said. */
async function tenfour(...words: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const spies = (["log", "error"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line) => void said.push(String(line))),
  );
  try {
    await program().exitOverride().parseAsync(words, { from: "user" });
    return { code: 0, said: said.join("\n") };
  } catch (error) {
    const code = reportError(error);
    return { code, said: said.join("\n") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
const send = (...words: string[]) =>
  tenfour("broadcast", "send", "--leader", "ana", "--body", "Hello", "--json", ...words);
const audienceOf = async (said: string) => {
  const { id } = JSON.parse(said) as { id: number };
  const { rows } = await db().execute<{ audience: unknown }>(
    sql`SELECT audience FROM broadcasts WHERE leader_id = ${leaderId} AND id = ${id}`,
  );
  return rows[0]?.audience;
};
const broadcasts = async () =>
  Number((await db().execute<{ n: number }>(sql`SELECT count(*) AS n FROM broadcasts`)).rows[0]?.n);

const nextMonth = `${new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)}T12:00`;

describe("tenfour broadcast send", () => {
  it.each([
    [["--at", ""], /--at is empty/],
    [["--local-day", "", "--local-time", "12:00"], /--local-day is empty/],
    [["--not-after", " "], /--not-after is empty/],
    [["--audience", ""], /--audience is empty/],
    [["--number", ""], /--number is empty/],
    [["--at", "2025-01-01T12:00"], /That time has passed/],
    [["--local-day", "2025-01-01", "--local-time", "12:00"], /That time has passed/],
    [["--local-day", "2030-01-01"], /go together/],
    [["--at", "2030-01-01T12:00", "--local-day", "2030-01-01", "--local-time", "12:00"], /either --at/],
    [["--at", "noon"], /isn’t a time/],
    [["--at", "2027"], /isn’t a time/],
    [["--at", "2206-12-01T09:30"], /more than a year/],
    [["--audience", "tag:Press"], /There is no tag called “Press”/],
    [["--audience", "segment:Nowhere, tag:VIP"], /There is no segment called “Nowhere”/],
    [["--audience", "not Nobody"], /There is no tag or segment called “Nobody”/],
    [["--audience", "VIP"], /is a tag and a segment/],
    [["--audience", '{"is":"tag","any":[404]}'], /a tag that no longer exists/],
    [["--audience", '{"is":"nonsense"}'], /isn't valid/],
    [["--audience", "{"], /isn't valid JSON/],
  ])("refuses %j, and creates nothing", async (words, sentence) => {
    const before = await broadcasts();
    expect(await send(...words)).toEqual({ code: 1, said: expect.stringMatching(sentence) });
    expect(await broadcasts()).toBe(before);
  });

  it.each([
    ["Hi {{firstName}}", /no merge field “firstName”/],
    ["Hi {{ first_name", /not closed/],
    ["{% if first_name %}Hi{% endif %}", /can’t be used/],
    ["x".repeat(401), /characters too many/],
  ])("refuses the message %s", async (body, sentence) => {
    const before = await broadcasts();
    expect(await tenfour("broadcast", "send", "--leader", "ana", "--body", body)).toEqual({
      code: 1,
      said: expect.stringMatching(sentence),
    });
    expect(await broadcasts()).toBe(before);
  });

  it("takes names of tags and segments, whatever their capitals, included and excluded", async () => {
    await db().execute(sql`INSERT INTO tagged (leader_id, tag_id, member_id)
      SELECT ${leaderId}, ${vip}, id FROM members WHERE leader_id = ${leaderId}`);
    const { code, said } = await send("--at", nextMonth, "--audience", 'tag:vip, not segment:"chicago, il"');
    expect({ code, said }).toMatchObject({ code: 0 });
    expect(await audienceOf(said)).toEqual({
      and: [{ or: [{ is: "tag", any: [vip] }] }, { not: { or: [{ is: "segment", segmentId: chicago }] } }],
    });
  });

  it("warns about another tool's merge field, and sends it as it was written", async () => {
    const { code, said } = await tenfour(
      "broadcast",
      "send",
      "--leader",
      "ana",
      "--body",
      "Hi *|FNAME|*",
      "--at",
      nextMonth,
    );
    expect(code).toBe(0);
    expect(said).toMatch(/Warning: “\*\|FNAME\|\*” looks like another tool’s merge field/);
  });
});

describe("--at in an hour of a clock change", () => {
  const year = new Date().getUTCFullYear() + 1;
  /** The second Sunday of March and the first of November, of which one is less than a year ahead. */
  const sunday = (month: number, nth: number) => {
    const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
    return `${year}-${String(month).padStart(2, "0")}-${String(((7 - first) % 7) + 1 + (nth - 1) * 7).padStart(2, "0")}`;
  };

  it("is refused where the hour does not exist, or exists twice, and nothing is created", async () => {
    const before = await broadcasts();
    for (const [at, why] of [
      [`${sunday(3, 2)}T02:30`, /2:30 AM doesn’t exist on March \d+, \d{4}/],
      [`${sunday(11, 1)}T01:30`, /1:30 AM happens twice on November \d+, \d{4}.*Or add the offset/],
    ] as const) {
      const { code, said } = await send("--at", at);
      expect([at, code]).toEqual([at, 1]);
      expect(said).toMatch(why);
    }
    expect(await broadcasts()).toBe(before);
  });
});
