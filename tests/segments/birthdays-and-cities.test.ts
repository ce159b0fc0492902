import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { readColumns } from "@/lib/exports/columns";
import { membersFile } from "@/lib/exports/members";
import { memberEdit } from "@/lib/members/edit";
import { conditionWhere } from "@/lib/segments/conditions";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { imported, someLeader } from "@/tests/imports/lists";

let database: TestDatabase;
let leaderId = 0;
beforeAll(async () => {
  database = await testDatabase();
  leaderId = await someLeader("nadia", "+13127781000");
  const rows = [
    "7733659681,1990-05-17,Montréal",
    "7733659682,5/18,MONTREAL",
    "7733659683,--12-24,San José",
    "7733659684,,Chicago",
  ];
  await imported({ leaderId, text: `Phone,Birthday,City\n${rows.join("\n")}\n`, proof: true });
});
afterAll(() => database.close());

async function named(condition: Parameters<typeof conditionWhere>[0]): Promise<string[]> {
  const where = conditionWhere(condition, {
    leaderId,
    now: new Date("2026-05-15T12:00:00Z"),
    timeZone: "America/Chicago",
  });
  const { rows } = await db().execute<{ phone: string }>(
    sql`SELECT right(phone, 1) AS phone FROM members m WHERE m.leader_id = ${leaderId} AND ${where} ORDER BY m.phone`,
  );
  return rows.map((row) => row.phone);
}

describe("a birthday without its year", () => {
  it("is a birthday this week", async () => {
    expect(await named({ is: "birthday", days: 7 })).toEqual(["1", "2"]);
    expect(await named({ is: "birthday", days: 365 })).toEqual(["1", "2", "3"]);
  });

  it("is no age", async () => {
    expect(await named({ is: "age", from: 18, to: null })).toEqual(["1"]);
  });

  it("is exported as it is imported, and may be typed", async () => {
    let text = "";
    for await (const part of membersFile({ leaderId, timeZone: "UTC" }, null, readColumns("phone,birthDate", [])))
      text += part;
    expect(text).toContain("+17733659682,'--05-18\r\n");
    const other = await someLeader("other", "+13127781001");
    await imported({ leaderId: other, text });
    const { rows } = await db().execute(
      sql`SELECT birth_month_day AS day FROM members WHERE leader_id = ${other} ORDER BY phone`,
    );
    expect(rows.map((row) => row.day)).toEqual([null, 518, 1224, null]);
    const typed = {
      firstName: "",
      lastName: "",
      city: "",
      state: "",
      postalCode: "",
      gender: "",
      email: "",
      language: "",
    };
    const read = memberEdit(new Date());
    expect(read.parse({ ...typed, birthDate: "5/18" })).toMatchObject({ birthDate: null, birthMonthDay: 518 });
    expect(read.parse({ ...typed, birthDate: "18 May 1990" })).toMatchObject({
      birthDate: "1990-05-18",
      birthMonthDay: null,
    });
  });
});

describe("a city", () => {
  it.each([
    ["Saint Louis", ["St. Louis", "St Louis", "SAINT LOUIS", "st louis", "Saint-Louis"]],
    ["St. Louis", ["Saint Louis", "St Louis"]],
    ["Sault Ste. Marie", ["Sault Sainte Marie", "Sault Ste Marie", "SAULT STE. MARIE"]],
    ["Fort Worth", ["Ft. Worth", "Ft Worth", "Fort Worth"]],
    ["Mt Vernon", ["Mount Vernon", "Mt. Vernon"]],
    ["Winston Salem", ["Winston-Salem"]],
    ["Coeur d'Alene", ["Cœur d’Alene", "COEUR D'ALENE"]],
    ["Trois-Rivieres", ["Trois-Rivières", "Trois Rivières"]],
  ])("%s is found however it is spelled", async (asked, stored) => {
    const id = await someLeader(
      `city-${asked.toLowerCase().replace(/[^a-z]+/g, "-")}`,
      `+1312774${1000 + asked.length * 7 + (asked.codePointAt(0) ?? 0)}`,
    );
    for (const [at, city] of stored.entries()) {
      await db().execute(sql`
        INSERT INTO members (leader_id, phone, country, number, status, source, city)
        VALUES (${id}, ${`+1773365${2000 + at}`}, 'US', '+13125550100', 'active', 'import', ${city})`);
    }
    const where = conditionWhere({ is: "city", any: [asked] }, { leaderId: id, now: new Date(), timeZone: "UTC" });
    const { rows } = await db().execute<{ city: string }>(
      sql`SELECT city FROM members m WHERE m.leader_id = ${id} AND ${where} ORDER BY phone`,
    );
    expect(rows.map((row) => row.city)).toEqual(stored);
  });

  it("is found with and without its accents", async () => {
    expect(await named({ is: "city", any: ["montreal"] })).toEqual(["1", "2"]);
    expect(await named({ is: "city", any: ["Montréal", "SAN JOSE"] })).toEqual(["1", "2", "3"]);
  });
});
