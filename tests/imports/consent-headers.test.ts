import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { answerColumn, mapping as mappingSchema, openQuestions } from "@/lib/imports/columns";
import { looksLikePhone } from "@/lib/imports/phone-of-row";
import { type Reading, readRow } from "@/lib/imports/read-row";
import { columnsToAsk } from "@/lib/imports/recognize/consent-columns";
import { guessColumns } from "@/lib/imports/recognize/guess";
import { type ColumnProfile, valuesAsRows } from "@/lib/imports/recognize/profile";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { checked, imported, someLeader, upload } from "./lists";

/** Columns about consent are recognized by the words of their names and by all rows. Others are asked about. */

const empty = { values: [], distinct: new Map<string, number>() };
const profile = (values: string[]): ColumnProfile => ({
  values: values.filter(Boolean),
  distinct: new Map(values.filter(Boolean).map((value) => [value, 1])),
});

/** What becomes of a row with this value below this name, in a file that holds all `values` there. */
function statusOf(name: string, value: string, values: string[]): string {
  const header = ["First Name", "Phone", name];
  const profiles = [empty, profile(["773-365-9687"]), profile(values)];
  const columns = guessColumns(header, valuesAsRows(profiles), [], looksLikePhone);
  const by: Reading = {
    mapping: mappingSchema.parse({
      ...{ columns, header: true, dates: "auto", rule: "fill", tags: [] },
      asks: columnsToAsk(header, profiles, columns),
    }),
    ...{ names: header, fields: [], minAge: 13, caribbean: false, ownNumbers: new Set<string>(), now: new Date() },
  };
  const read = readRow(["Ana", "773-365-9687", value], by);
  if (read === "blank" || "refused" in read) return "refused";
  if (read.asked.length > 0) return read.person.consent?.says === "invited" ? "asked" : "wrong";
  const says = read.person.consent?.says;
  return says === "out" ? "opted_out" : says === "invited" ? "invited" : "active";
}

describe("a column's name", () => {
  const names = readFileSync("tests/fixtures/field/consent-headers.tsv", "utf8").trim().split("\n");
  it.each(names)("%s: what yes and no mean", (line) => {
    const [name = "", yes, no] = line.split("\t");
    for (const [agreed, refused] of [
      ["Yes", "No"],
      ["TRUE", "FALSE"],
      ["Y", "N"],
      ["Sí", "No"],
      ["oui", "non"],
    ] as const) {
      const values = [agreed, refused];
      expect([name, agreed, statusOf(name, agreed, values)]).toEqual([name, agreed, yes]);
      expect([name, refused, statusOf(name, refused, values)]).toEqual([name, refused, no]);
    }
  });

  it.each(["Unsub date", "Date removed from texts", "Texts stopped on", "Off list since", "SMS quit date"])(
    "%s: a date is an opt-out, and a blank is none",
    (name) => {
      expect(statusOf(name, "6/1/2025", ["6/1/2025"])).toBe("opted_out");
      expect(statusOf(name, "", ["6/1/2025"])).toBe("active");
    },
  );

  it.each(["Mobile", "SMS", "Text", "Cell", "Text number"])("%s above numbers is a column of numbers", (name) => {
    const header = ["First Name", name];
    expect(guessColumns(header, [["Ana", "773-365-9687"]], [], looksLikePhone)[1]).toBe("phone");
  });
});

describe("the rows of a file", () => {
  let database: TestDatabase;
  let leaders = 0;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());
  const freshLeader = () => {
    leaders++;
    return someLeader(`leader-${leaders}`, `+1312776${1000 + leaders}`);
  };
  const blank = (rows: number) => Array.from({ length: rows }, (_, at) => `773365${2000 + at},Fan,`).join("\n");
  const statusIn = async (leaderId: number, phone: string) =>
    (
      await db().execute<{ status: string }>(
        sql`SELECT status FROM members WHERE leader_id = ${leaderId} AND phone = ${phone}`,
      )
    ).rows[0]?.status;

  it.each([20, 45, 2_500])("a bare No under SMS below %i empty rows is an opt-out", async (rows) => {
    const leaderId = await freshLeader();
    const text = `Phone,First Name,SMS\n${blank(rows)}\n7733659687,Ana,No\n7733659688,Bo,Yes\n`;
    const done = await imported({ leaderId, text, proof: true, batchRows: 1_000 });
    expect(done.counts).toEqual(done.foretold);
    expect(await statusIn(leaderId, "+17733659687")).toBe("opted_out");
    expect(await statusIn(leaderId, "+17733659688")).toBe("active");
  });

  it("are invited while a column has to be asked about, wherever its first value stands", async () => {
    const leaderId = await freshLeader();
    const text = `Phone,First Name,Blip\n${blank(60)}\n7733659687,Ana,No\n7733659688,Bo,Yes\n`;
    const dry = await checked({ leaderId, text, proof: true });
    expect(dry.foretold?.asked).toEqual({ "2": { rows: 2, values: { No: 1, Yes: 1 } } });
    await imported({ leaderId, text, proof: true });
    expect(await statusIn(leaderId, "+17733659687")).toBe("invited");
    expect(await statusIn(leaderId, "+17733652000")).toBe("invited");
  });

  it("follow the answer", async () => {
    const leaderId = await freshLeader();
    const one = await upload({ leaderId, text: "Phone,Blip\n7733659687,No\n7733659688,Yes\n" });
    expect(openQuestions(one.mapping)).toEqual([1]);
    expect(answerColumn(one.mapping, 1, "optOut")).toMatchObject({ columns: ["phone", "optOut"], asks: [] });
    expect(answerColumn(one.mapping, 1, null)).toMatchObject({ columns: ["phone", null], asks: [] });
    expect(openQuestions({ ...one.mapping, kind: "suppression" })).toEqual([]);
  });

  it("are asked about where a column of the leader's own is named like consent", async () => {
    const leaderId = await freshLeader();
    await db().execute(
      sql`INSERT INTO fields (leader_id, label, kind, choices, position) VALUES (${leaderId}, 'Text me', 'yes_no', '[]', 1)`,
    );
    const one = await upload({ leaderId, text: "Phone,Text me\n7733659687,No\n7733659688,Yes\n" });
    expect(one.mapping.columns[1]).toMatch(/^field:/);
    expect(openQuestions(one.mapping)).toEqual([1]);
  });
});
