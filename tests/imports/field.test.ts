import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { splitName } from "@/lib/imports/names/split";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { checked, imported, someLeader, upload } from "./lists";

/** Export files of other tools, as kinds. */

let database: TestDatabase;
let leaders = 0;
let leaderId = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const fixture = (name: string) => readFileSync(`tests/fixtures/field/${name}`, "utf8");
async function take(text: string | Buffer, name = "fans.csv") {
  leaders++;
  leaderId = await someLeader(`leader-${leaders}`, `+1312778${1000 + leaders}`);
  const done = await imported({ leaderId, text, name, proof: true });
  expect(done.counts).toEqual(done.foretold);
  return done;
}
type Row = Record<string, unknown>;
const members = async (): Promise<Row[]> =>
  (await db().execute<Row>(sql`SELECT *, birth_date::text FROM members WHERE leader_id = ${leaderId} ORDER BY phone`))
    .rows;
const pick = (rows: Row[], ...keys: string[]) => rows.map((row) => keys.map((key) => row[key]));

describe("the mobile number", () => {
  it.each([
    ["hubspot.csv", ["+13125551002", "+17733651002"], "opted_out"],
    ["nationbuilder.csv", ["+13125551003", "+17733651003"], "opted_out"],
    ["klaviyo.csv", ["+17733651005"], "opted_out"],
    ["emergency.csv", ["+17733651011"], "active"],
    ["fax.csv", ["+17733651012"], "active"],
    ["member-number.csv", ["+17733651020", "+17733651021"], "active"],
  ])("is found in %s", async (name, phones, status) => {
    await take(fixture(`headers/${name}`));
    expect(pick(await members(), "phone", "status")).toEqual(phones.map((phone) => [phone, status]));
  });

  it.each([
    [
      "Salesforce",
      "First Name,Last Name,Phone,Mobile,Fax,Asst. Phone,Mailing City,Mailing Zip/Postal Code,Do Not Call\nAna,Mo,312-365-1002,773-365-9687,312-365-1003,312-365-1004,Boston,2138,0",
    ],
    [
      "Mailchimp",
      "Email Address,First Name,Last Name,Address,Phone Number,SMS Phone Number,MEMBER_RATING,OPTIN_TIME\na@b.org,Ana,Mo,12 Elm,312-365-1002,773-365-9687,2,2025-01-01 10:00:00",
    ],
    [
      "Outlook",
      "First Name,Last Name,Business Phone,Home Phone,Mobile Phone,Home City,Home Postal Code\nAna,Mo,312-365-1002,312-365-1003,773-365-9687,Boston,02138",
    ],
    [
      "Shopify",
      "Customer ID,First Name,Last Name,Email,Accepts SMS Marketing,Default Address City,Default Address Zip,Phone\n'7012345678901,Ana,Mo,a@b.org,yes,Boston,'02138,+17733659687",
    ],
    ["an order list", "Order Number,Account #,Buyer Name,Contact No.\n2025550120,3125550121,Ana Mo,773.365.9687"],
    ["Spanish", "Nombre;Apellidos;Teléfono fijo de trabajo;Móvil\nAna;Mo;312-365-1002;773-365-9687"],
  ])("is found in %s", async (_, text) => {
    await take(`${text}\n`);
    const all = await members();
    expect(all[0]).toMatchObject({ phone: "+17733659687", status: "active", last_name: "Mo" });
    if (all[0]?.city) expect(all[0]).toMatchObject({ city: "Boston", postal_code: "02138" });
  });

  it("is found without names of columns", async () => {
    await take("Ana,Mo,773-365-9687,ana@b.org\nBo,Di,773-365-9688,bo@b.org\n");
    expect(pick(await members(), "phone", "email")).toEqual([
      ["+17733659687", "ana@b.org"],
      ["+17733659688", "bo@b.org"],
    ]);
  });

  it("is the labelled one of several, and the others are told", async () => {
    const done = await take(fixture("google-contacts.csv"));
    expect(pick(await members(), "phone", "first_name", "last_name", "postal_code", "birth_month_day")).toEqual([
      ["+17733650201", "Gina", "One", "02138", null],
      ["+17733650203", "Gus", "Two", null, 309],
      ["+17733650204", "Greta", "Three", null, null],
    ]);
    expect(done.counts.leftOutExamples.phone?.map((one) => one.value)).toEqual(["+17733650202", "312-555-0204"]);
  });

  it("is possible, and nobody's premium or toll-free line", async () => {
    const bad = [
      "222-222-2222",
      "312-555-0123",
      "911-365-9687",
      "312-911-1234",
      "999-999-9999",
      "123-456-7890",
      "773-555-1212",
    ];
    const lines = ["800-365-9687", "900-365-9687", "888-365-9687", "773-976-1234"];
    const done = await take(`Phone\n${[...bad, ...lines].join("\n")}\n7.733650101E9\n7.73E+09\np:+17733650102\n`);
    expect(done.counts).toMatchObject({
      created: 2,
      refused: { bad_number: bad.length, not_mobile: lines.length, shortened_number: 1 },
    });
    expect(pick(await members(), "phone")).toEqual([["+17733650101"], ["+17733650102"]]);
  });

  it("is read from contact cards", async () => {
    const cards = [
      "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Morales;Ana;María;Dr.;\r\nFN:Dr. Ana Morales\r\nTEL;TYPE=WORK,VOICE:312-365-1002\r\nTEL;type=CELL;type=VOICE;type=pref:(773) 365-9687\r\nADR;TYPE=HOME:;;12 Elm St;Boston;MA;2138;USA\r\nBDAY:1990-05-17\r\nCATEGORIES:VIP,Fans\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ\r\n AAAAAAAA\r\nEND:VCARD",
      "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Mu=C3=B1oz;Jos=\r\n=C3=A9;;;\r\nTEL;CELL:773-365-9688\r\nTEL;HOME;FAX:312-365-1004\r\nBDAY:--0309\r\nEND:VCARD",
      "BEGIN:VCARD\nVERSION:4.0\nFN:Bo Diaz\nitem1.TEL;VALUE=uri:tel:+1-773-365-9689\nitem1.X-ABLabel:_$!<Mobile>!$_\nNOTE:one\\, two\\nthree\nEND:VCARD",
    ];
    const done = await take(`${cards.join("\r\n")}\r\n`, "contacts.vcf");
    expect(done.counts).toMatchObject({ created: 3, refused: {} });
    expect(
      pick(await members(), "phone", "first_name", "last_name", "postal_code", "birth_date", "birth_month_day"),
    ).toEqual([
      ["+17733659687", "Ana", "Morales", "02138", "1990-05-17", null],
      ["+17733659688", "José", "Muñoz", null, null, 309],
      ["+17733659689", "Bo", "Diaz", null, null, null],
    ]);
  });
});

describe("values that mean nothing, and names", () => {
  it("are nothing in every column", async () => {
    const done = await take(fixture("placeholders.csv"));
    expect(done.counts).toMatchObject({ created: 14, leftOut: {} });
    const all = await members();
    for (const key of ["first_name", "last_name", "city", "state", "gender", "email"])
      expect([key, all.map((row) => row[key])]).toEqual([key, all.map(() => null)]);
    const { rows } = await db().execute(sql`SELECT name FROM tags WHERE leader_id = ${leaderId}`);
    expect(rows).toEqual([]);
  });

  it.each([
    ["Dr. Ana Morales", "Ana", "Morales"],
    ["Ana Morales, MD", "Ana", "Morales"],
    ["Ana Morales Jr.", "Ana", "Morales"],
    ["Morales, Ana María", "Ana María", "Morales"],
    ["Morales, Ana, Jr.", "Ana", "Morales"],
    ["Morales Jr., Ana", "Ana", "Morales"],
    ["MORALES, ANA M.", "Ana", "Morales"],
    ["Mr. John Q. Public III", "John", "Public"],
    ["Bob & Mary Smith", "Bob & Mary", "Smith"],
    ["Bob Smith and Mary Jones", "Bob & Mary", "Jones"],
    ["Mr. & Mrs. Smith", null, "Smith"],
    ["Mrs. Smith", null, "Smith"],
    ["Acme Plumbing LLC", null, "Acme Plumbing LLC"],
    ["SHAWN O'NEILL", "Shawn", "O'Neill"],
    ["RONALD MCDONALD", "Ronald", "McDonald"],
    ["TJ Lavin", "TJ", "Lavin"],
    ["Robert “Bob” Smith", "Robert", "Smith"],
    ["Ludwig van Beethoven", "Ludwig", "van Beethoven"],
    ["Jack Ma", "Jack", "Ma"],
    ["Prince", "Prince", null],
    ["Dr.", null, null],
  ])("%s is greeted as %s", (text, firstName, lastName) => {
    expect(splitName(text)).toEqual({ firstName, lastName });
  });

  it("in columns of their own lose titles and suffixes", async () => {
    await take(
      'Phone,First Name,Last Name\n7733659681,Dr. Ana,Morales MD\n7733659682,JR,Smith Jr.\n7733659683,"Smith, Bob",Smith\n7733659684,Dr.,Lee\n7733659685,MARY ANN,DE LA CRUZ\n',
    );
    expect(pick(await members(), "first_name", "last_name")).toEqual([
      ["Ana", "Morales"],
      [null, "Smith"],
      ["Bob", "Smith"],
      [null, "Lee"],
      ["Mary Ann", "De La Cruz"],
    ]);
  });

  it("but Jennifer Null keeps her name", async () => {
    await take("Phone,First Name,Last Name\n7733659687,Jennifer,Null\n");
    expect(pick(await members(), "first_name", "last_name")).toEqual([["Jennifer", "Null"]]);
  });
});

describe("dates, rows above the table, postal codes, encodings", () => {
  it("reads day and month in the order of all rows", async () => {
    const done = await take(fixture("dates-dayfirst-late.csv"));
    expect(done.counts).toMatchObject({ created: 40, leftOut: {}, dates: { day_first: 15, month_first: 0 } });
    const born = (await members()).map((row) => row.birth_date);
    expect([born[0], born[9], born[39]]).toEqual(["1990-05-02", "1990-02-11", "1990-05-28"]);
  });

  it("asks where a file has both", async () => {
    leaders++;
    leaderId = await someLeader(`leader-${leaders}`, `+1312778${1000 + leaders}`);
    const text = "Phone,DOB\n7733659687,17/5/1990\n7733659688,5/18/1990\n7733659689,5/6/1990\n";
    const dry = await checked({ leaderId, text });
    expect(dry.foretold?.dates).toEqual({ month_first: 1, day_first: 1 });
    await expect(imported({ leaderId, text })).rejects.toThrow(/Choose how dates are written/);
    await imported({ leaderId, text, dates: "day_first" });
    expect((await members()).map((row) => row.birth_date)).toEqual(["1990-05-17", "1990-05-18", "1990-06-05"]);
  });

  it("keeps birthdays without a year, in every writing", async () => {
    const days = ["--05-17", "5/17", "May 17", "17 de mayo", "1604-05-17", "--0517"];
    await take(`Phone,Birthday\n${days.map((day, at) => `773365968${at},${day}`).join("\n")}\n7733659689,33010\n`);
    const all = await members();
    expect(all.slice(0, 6).map((row) => [row.birth_date, row.birth_month_day])).toEqual(days.map(() => [null, 517]));
    expect(all[6]).toMatchObject({ birth_date: "1990-05-17", birth_month_day: null });
  });

  it("finds the table below what stands above it, and counts rows as a spreadsheet does", async () => {
    await take(fixture("excel-sep-line.csv"));
    expect(pick(await members(), "phone", "postal_code")).toEqual([
      ["+17733650221", "02138"],
      ["+17733650222", "60601"],
    ]);
    const done = await take(
      "Fans of Nadia\nExported on 1/2/2026,,,\n\nPhone,First Name,City,ZIP\n7733659687,Ana,Boston,02138\n12,Bo,,\n",
    );
    expect(pick(await members(), "phone", "first_name", "city")).toEqual([["+17733659687", "Ana", "Boston"]]);
    expect(done.counts.examples.bad_number).toEqual([{ row: 6, value: "12" }]);
  });

  it("says which row opens a quotation mark that never closes", async () => {
    await expect(upload({ leaderId, text: '"Phone,Name\n7733659687,Ana\n7733659688,Bo\n' })).rejects.toThrow(
      /Row 1 opens/,
    );
    await expect(upload({ leaderId, text: 'Phone,Name\n7733659687,"Ana\n7733659688,Bo\n' })).rejects.toThrow(
      /Row 2 opens/,
    );
  });

  it("puts back the zeros of postal codes", async () => {
    const codes = ["681", "2138", "2138-1234", "'02138", "60601.0", "02138-0000", "021381234"];
    await take(`Phone,Mailing Zip/Postal Code\n${codes.map((code, at) => `773365968${at},${code}`).join("\n")}\n`);
    expect((await members()).map((row) => row.postal_code)).toEqual([
      ...["00681", "02138", "02138-1234", "02138", "60601", "02138", "02138-1234"],
    ]);
  });

  it.each([
    ["Home City", "Home State", "Home Zip"],
    ["Mailing City", "Mailing State/Province", "Mailing Zip/Postal Code"],
    ["Default Address City", "Default Address Province Code", "Default Address Zip"],
    ["primary_city", "primary_state", "primary_zip"],
    ["City", "State/Region", "Zip5"],
    ["Town", "Region", "Postal"],
    ["addressCity", "addressState", "addressPostalCode"],
  ])("knows %s, %s, %s", async (...names) => {
    await take(`Phone,${names.join(",")}\n7733659687,Boston,MA,02138\n`);
    expect(pick(await members(), "city", "state", "postal_code")).toEqual([["Boston", "MA", "02138"]]);
  });

  it.each(["macintosh", "utf16le", "utf16be", "windows-1252"])("reads %s", async (encoding) => {
    const text =
      "Phone,First Name,Last Name\r\n7733659687,José,Muñoz\r\n7733659688,Zoë,O’Brien\r\n7733659689,Ana María,Peña\r\n";
    await take(iconv.encode(text, encoding, { addBOM: encoding.startsWith("utf") }));
    expect(pick(await members(), "first_name", "last_name")).toEqual([
      ["José", "Muñoz"],
      ["Zoë", "O’Brien"],
      ["Ana María", "Peña"],
    ]);
  });
});
