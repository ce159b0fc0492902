import { sql } from "drizzle-orm";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { looksLikePhone, readPhones } from "@/lib/imports/phone-of-row";
import { guessColumns } from "@/lib/imports/recognize/guess";
import { readDetails } from "@/lib/members/details";
import { readPostalCode } from "@/lib/places/read-postal-code";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { checked, imported, someLeader, type Wish } from "./lists";

/** Dates, tables and values as other programs write them. */

let database: TestDatabase;
let leaders = 0;
let leaderId = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function freshLeader(): Promise<number> {
  leaders++;
  leaderId = await someLeader(`leader-${leaders}`, `+1312775${1000 + leaders}`);
  return leaderId;
}
async function take(text: string | Buffer, more: Partial<Wish> = {}) {
  const done = await imported({ leaderId: await freshLeader(), text, proof: true, ...more });
  expect(done.counts).toEqual(done.foretold);
  return done;
}
type Row = Record<string, unknown>;
const members = async (): Promise<Row[]> =>
  (await db().execute<Row>(sql`SELECT *, birth_date::text FROM members WHERE leader_id = ${leaderId} ORDER BY phone`))
    .rows;
const phones = (count: number) => Array.from({ length: count }, (_, at) => `77336596${String(at + 10)}`);

describe("the order of day and month", () => {
  it.each([
    ["Opt-in date", "17/05/2024"],
    ["Unsub date", "25.12.2024"],
    ["SMS Consent Timestamp", "31/01/2025 10:15"],
    ["Joined", "28-02-2024"],
  ])("is proven by %s for the birthdays of the file", async (name, proof) => {
    if (name === "Joined") {
      const id = await freshLeader();
      await db().execute(
        sql`INSERT INTO fields (leader_id, label, kind, choices, position) VALUES (${id}, 'Joined', 'date', '[]', 1)`,
      );
      await imported({ leaderId: id, text: `Phone,DOB,${name}\n7733659687,05/06/1990,${proof}\n`, proof: true });
    } else await take(`Phone,DOB,${name}\n7733659687,05/06/1990,${proof}\n7733659688,07/08/1991,\n`);
    expect((await members())[0]?.birth_date).toBe("1990-06-05");
  });

  it("is asked where columns prove different orders", async () => {
    const text = "Phone,DOB,Opt-in date\n7733659687,17/05/1990,\n7733659688,06/07/1990,12/31/2024\n";
    const dry = await checked({ leaderId: await freshLeader(), text, proof: true });
    expect(dry.foretold?.dates).toEqual({ month_first: 1, day_first: 1 });
    await expect(imported({ leaderId, text, proof: true })).rejects.toThrow(/Choose how dates are written/);
  });

  it("is one matter beside forms that say it themselves", async () => {
    const forms = [
      "1990-05-17",
      "5/17/1990",
      "17 May 1990",
      "May 17, 1990",
      "33010",
      "33010.0",
      "17-May-90",
      "19900517",
    ];
    const more = [
      "17 de mayo de 1990",
      "17. Mai 1990",
      "17 maggio 1990",
      "17 de maio de 1990",
      "5/17/'90",
      "5 / 17 / 1990",
      "05171990",
      "1990-05-17T00:00:00Z",
      "1990年5月17日",
    ];
    const all = [...forms, ...more];
    await take(
      `Phone,DOB\n${phones(all.length)
        .map((phone, at) => `${phone},"${all[at]}"`)
        .join("\n")}\n`,
    );
    const born = (await members()).map((row) => row.birth_date);
    expect(all.map((form, at) => [form, born[at]])).toEqual(all.map((form) => [form, "1990-05-17"]));
  });
});

describe("a birthday in several columns", () => {
  it.each([
    ["Birth Month,Birth Day,Birth Year", "5,17,1990"],
    ["birth_day,birth_month,birth_year", "17,May,90"],
    ["DOB Year,DOB Month,DOB Day", "1990.0,05,17"],
    ["Birthday (month),Birthday (day),Year of birth", "mayo,17th,1990"],
    ["Mes de nacimiento,Día de nacimiento,Año de nacimiento", "5,17,1990"],
    ["Birthday,Birth Year,Note", "May 17,1990,"],
    ["Birth Day,Birth Year,Note", "5/17,1990,"],
  ])("%s", async (names, values) => {
    await take(`Phone,${names}\n7733659687,${values}\n`);
    expect((await members())[0]).toMatchObject({ birth_date: "1990-05-17" });
  });

  it("without the year is a birthday without it, and without the day nothing", async () => {
    await take("Phone,Birth Month,Birth Day,Birth Year\n7733659687,5,17,\n7733659688,5,,1990\n7733659689,13,40,1990\n");
    expect((await members()).map((row) => [row.birth_date, row.birth_month_day])).toEqual([
      [null, 517],
      [null, null],
      [null, null],
    ]);
  });

  it("keeps nothing of a child whose year alone tells the age", async () => {
    const year = new Date().getUTCFullYear() - 8;
    const done = await take(
      `Phone,First Name,Birth Month,Birth Day,Birth Year\n7733659687,Kim,,,${year}\n7733659688,Ana,,,1990\n`,
    );
    expect(done.counts.refused).toEqual({ too_young: 1 });
  });
});

describe("the table begins below", () => {
  const table = "First Name,Phone,City,ZIP\nAna,773-365-9687,Boston,02138\nBo,773-365-9688,Chicago,60601\n";
  it.each([
    ["a title with commas", "Fans of Nadia, spring tour, Chicago, 2026\n"],
    ["a title with as many commas as columns", '"Nadia Hope, fans",Export,,March 2026\n'],
    ["a line with a number to call", "Questions? Call 773-365-0100\n"],
    ["a line with a number and commas", "Questions? Call 773-365-0100,ask for Nadia,,\n"],
    ["a bare number", "773-365-0100\n"],
    ["blank rows", "\n\n,,,\n\n"],
    ["all of them", "Fans of Nadia, spring tour, 2026\n\nCall (773) 365-0100,,,\n,,,\n"],
    ["nothing", ""],
  ])("%s", async (_, above) => {
    await take(`${above}${table}`);
    expect((await members()).map((row) => [row.phone, row.first_name, row.city, row.postal_code])).toEqual([
      ["+17733659687", "Ana", "Boston", "02138"],
      ["+17733659688", "Bo", "Chicago", "60601"],
    ]);
  });

  it("also where no row has names", async () => {
    await take("Fans of Nadia\n\nAna,773-365-9687\nBo,773-365-9688\n");
    expect((await members()).map((row) => row.phone)).toEqual(["+17733659687", "+17733659688"]);
  });

  it("with blank rows in it", async () => {
    const done = await take(`Phone,First Name\n\n7733659687,Ana\n,\n\n7733659688,Bo\n`);
    expect(done.counts).toMatchObject({ created: 2 });
  });

  it.each(["cp437", "cp850"])("in %s of the DOS era", async (encoding) => {
    const text =
      "Phone,First Name,Last Name,City\r\n7733659687,José,Muñoz,Bogotá\r\n7733659688,André,Güell,Perú\r\n7733659689,Sofía,Peña,León\r\n";
    const done = await take(iconv.encode(text, encoding));
    expect(done.encoding).toBe("cp437");
    expect((await members()).map((row) => [row.first_name, row.last_name])).toEqual([
      ["José", "Muñoz"],
      ["André", "Güell"],
      ["Sofía", "Peña"],
    ]);
  });
});

describe("a value", () => {
  const rules = { caribbean: false, ownNumbers: new Set<string>() };
  const number = (text: string) => {
    const read = readPhones([text], [{ at: 0, rank: 0, label: null }], rules);
    return "refused" in read ? read.refused : read.best.phone;
  };
  it.each([
    ...[
      "7,733650101E+09",
      "7.733650101E+09",
      "7733650101E0",
      "0017733650101",
      "001 773 365 0101",
      "+1 (773) 365-0101 x12",
    ],
    ...[
      "773-365-0101 ext. 4",
      "773-365-0101x4",
      "tel:+17733650101;ext=5",
      "7,733,650,101",
      "17733650101.0",
      "+0017733650101",
    ],
  ])("%s is a number", (text) => {
    expect(number(text)).toBe("+17733650101");
    expect(looksLikePhone(text)).toBe(true);
  });
  it.each(["7,73E+09", "0049 30 1234567", "7,733,650,10"])("%s is none", (text) => {
    expect(number(text)).not.toMatch(/^\+/);
  });

  it.each<[string, string | null]>([
    ...(
      ["IL 60601", "60601-", "60601.0", "IL60601", "60601, IL", "Chicago, IL 60601", "60,601", "60601 USA"] as const
    ).map((text): [string, string] => [text, "60601"]),
    ["60601–1234", "60601-1234"],
    ["MA 2138", "02138"],
    ["ON M5V 3L9", "M5V 3L9"],
    ["00000", null],
    ["Suite 12, 60601", null],
    ["room 5", null],
  ])("%s is the postal code %s", (text, code) => {
    expect(readPostalCode(text)).toBe(code);
  });
});

describe("the sign-up page reads what the import reads", () => {
  const typed = { firstName: "Ana", lastName: "Mo", birthDate: "5/17/1990", place: "60601", gender: "", email: "" };
  it.each([
    "1990-05-17",
    "17 May 1990",
    "May 17, 1990",
    "17 de mayo de 1990",
    "05171990",
    "5 / 17 / 1990",
    "17/5/1990",
  ])("birthday %s", (birthDate) => {
    expect(readDetails({ ...typed, birthDate }, 13, new Date())).toMatchObject({
      details: { birthDate: "1990-05-17" },
    });
  });
  it.each(["IL 60601", "60601-", "60601.0", "60601 USA"])("place %s", (place) => {
    expect(readDetails({ ...typed, place }, 13, new Date())).toMatchObject({
      details: { postalCode: "60601", city: null },
    });
  });
  it("and a city with its code stays a city", () => {
    expect(readDetails({ ...typed, place: "Chicago 60601" }, 13, new Date())).toMatchObject({
      details: { postalCode: null, city: "Chicago 60601" },
    });
  });
});

it("columns of the day, month and year of birth are found by name and by content", () => {
  const guess = (name: string, value: string) =>
    guessColumns(["Phone", name], [["7733659687", value]], [], looksLikePhone)[1];
  expect(guess("Birth Day", "17")).toBe("birthDay");
  expect(guess("Birth Day", "5/17/1990")).toBe("birthDate");
  expect(guess("Birthday", "May 17")).toBe("birthDate");
  expect(guess("Birthday Month", "5")).toBe("birthMonth");
  expect(guess("YOB", "1990")).toBe("birthYear");
});
