import { describe, expect, it } from "vitest";
import { readDay } from "@/lib/fields/day";
import { unreadValues } from "@/lib/imports/counts";
import { splitName } from "@/lib/imports/names/split";
import { type Reading, readRow } from "@/lib/imports/read-row";

const by: Reading = {
  mapping: {
    kind: "members",
    skipped: 0,
    meanings: {},
    asks: [],
    columns: [
      "phone",
      "name",
      "birthDate",
      "email",
      "postalCode",
      "city",
      "language",
      "tags",
      "field:1",
      "field:2",
      "field:3",
      "field:4",
    ],
    header: true,
    dates: "month_first",
    rule: "fill",
    tags: [],
  },
  fields: [
    { id: 1, kind: "number", choices: [] },
    { id: 2, kind: "yes_no", choices: [] },
    { id: 3, kind: "choice", choices: ["Small", "Large"] },
    { id: 4, kind: "date", choices: [] },
  ],
  minAge: 13,
  caribbean: false,
  ownNumbers: new Set(["+13125550100"]),
  now: new Date("2026-11-24T12:00:00Z"),
};
const read = (...cells: string[]) => readRow(cells, by);

describe("a row of a file", () => {
  it("is a person, as far as it can be read", () => {
    const row = read(
      "(773) 365-9687",
      "Ana María Muñoz",
      "5/17/90",
      "ana@example.com",
      "60601",
      "",
      "Spanish",
      "vip; early",
      "1,250",
      "Yes",
      "large",
      "2026-12-24",
    );
    expect(row).toMatchObject({
      person: {
        phone: "+17733659687",
        country: "US",
        firstName: "Ana",
        lastName: "María Muñoz",
        birthDate: "1990-05-17",
        email: "ana@example.com",
        postalCode: "60601",
        state: "IL",
        timeZone: "America/Chicago",
        language: "es",
        custom: { 1: 1250, 2: true, 3: "Large", 4: "2026-12-24" },
      },
      tags: ["vip", "early"],
      leftOut: [],
    });
  });

  it("keeps the person where another value cannot be read, and says which", () => {
    const row = read(
      "7733659687",
      "Ana",
      "someday",
      "ana at example",
      "abc",
      "",
      "Klingon",
      "",
      "lots",
      "maybe",
      "Huge",
      "2/30/2026",
    );
    expect(row).toMatchObject({ person: { firstName: "Ana", birthDate: null, email: null, custom: {} } });
    expect(
      "leftOut" in (row as object) && (row as { leftOut: { target: string }[] }).leftOut.map((one) => one.target),
    ).toEqual(["birthDate", "email", "language", "postalCode", "field:1", "field:2", "field:3", "field:4"]);
  });

  it("saves a state, ZIP code and country that cannot be read as written, and the report says so", () => {
    const columns = ["phone", "state", "postalCode", "country", "email"] as const;
    const cells = ["7733659687", "Narnia", "ABCDE", "Middle-earth", "ana at example"];
    const row = readRow(cells, { ...by, mapping: { ...by.mapping, columns: [...columns] }, fields: [] });
    if (row === "blank" || "refused" in row) throw new Error("refused");
    expect(row.person).toMatchObject({
      state: "Narnia",
      postalCode: "ABCDE",
      addressCountry: "Middle-earth",
      email: null,
    });
    const leftOut = Object.fromEntries(row.leftOut.map(({ target }) => [target, 1]));
    expect(unreadValues({ leftOut })).toEqual({
      leftOut: [["email", 1]],
      asWritten: [
        ["state", 1],
        ["postalCode", 1],
        ["country", 1],
      ],
    });
  });

  it("is refused without a number that can be texted, and the reason is exact", () => {
    const why = (phone: string) => {
      const row = read(phone, "Ana");
      return typeof row === "object" && "refused" in row ? row.refused : row;
    };
    for (const none of ["", "n/a", "-", "NULL", "#REF!"]) expect([none, why(none)]).toEqual([none, "no_number"]);
    for (const bad of ["12345", "ask her", "(773) 36", "1234567890", "773365968712"])
      expect([bad, why(bad)]).toEqual([bad, "bad_number"]);
    expect(why("7.73366E+09")).toBe("shortened_number");
    expect(why("+49 151 23456789")).toBe("abroad");
    expect(why("(876) 555-0123")).toBe("caribbean");
    expect(why("312-555-0100")).toBe("own_number");
  });

  it("takes the number in any writing, also as spreadsheets spoil it", () => {
    for (const phone of [
      "773.365.9687",
      "1-773-365-9687",
      "+1 (773) 365 9687",
      "17733659687",
      "7733659687.0",
      "'7733659687",
      " 773 365 9687 ",
    ]) {
      expect([phone, read(phone)]).toMatchObject([phone, { person: { phone: "+17733659687" } }]);
    }
  });

  it("refuses children to the day, and keeps nothing of them", () => {
    expect(read("7733659687", "Kid", "11/25/2013")).toEqual({ refused: "too_young", value: "" });
    expect(read("7733659687", "Teen", "11/24/2013")).toHaveProperty("person");
    expect(readRow(["7733659687", "Young", "11/25/2008"], { ...by, minAge: 18 })).toEqual({
      refused: "too_young",
      value: "",
    });
  });

  it("with nothing in it is nobody", () => {
    expect(read("", " ", "")).toBe("blank");
    expect(read()).toBe("blank");
  });

  it("loses its control characters", () => {
    expect(read("7733659687", "An\u0000a\u0007 \n Mo")).toMatchObject({
      person: { firstName: "An", lastName: "a Mo" },
    });
  });
});

describe("names and days", () => {
  it("are read as people write them", () => {
    expect(splitName("Morales, Ana María")).toEqual({ firstName: "Ana María", lastName: "Morales" });
    expect(splitName("Prince")).toEqual({ firstName: "Prince", lastName: null });
    const day = (text: string, order: "month_first" | "day_first" = "month_first") =>
      readDay(text, { order, now: by.now });
    for (const text of [
      "1990-05-17",
      "5/17/1990",
      "05-17-1990",
      "5.17.90",
      "May 17, 1990",
      "17 May 1990",
      "17-May-90",
      "1990-05-17 00:00:00",
    ])
      expect([text, day(text)]).toEqual([text, "1990-05-17"]);
    expect(day("17/5/1990", "day_first")).toBe("1990-05-17");
    expect(day("1/2/26")).toBe("2026-01-02");
    expect(day("1/2/27")).toBe("1927-01-02");
    for (const text of ["2/29/2001", "13/13/2000", "1990", "soon", "31 Foo 1990"])
      expect([text, day(text)]).toEqual([text, null]);
  });
});
