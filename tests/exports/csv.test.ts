import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { readColumns } from "@/lib/exports/columns";
import { consentFile } from "@/lib/exports/consent";
import { csvText, harmless } from "@/lib/exports/csv";
import { membersFile } from "@/lib/exports/members";
import { textsFile } from "@/lib/exports/texts";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { imported, someLeader } from "../imports/lists";

describe("a cell", () => {
  it("that a spreadsheet would calculate is made text", () => {
    for (const cell of [
      "=1+1",
      "+cmd|' /C calc'!A0",
      "-2+3",
      "@SUM(A1)",
      "\t=1",
      "\r=1",
      "\n=1",
      "＝1",
      '=HYPERLINK("http://x")',
    ])
      expect(harmless(cell)).toBe(`'${cell}`);
    for (const cell of ["Ana", "a=b", "1-2", "O'Brien", "", " =1"]) expect(harmless(cell)).toBe(cell);
  });

  it("stays what it is where it is a number of ours, a phone or a yes", () => {
    expect([harmless(-5), harmless(true), harmless(null), harmless("+17733659687")]).toEqual([
      "-5",
      "true",
      "",
      "+17733659687",
    ]);
  });

  it("comes back as it went, with quotes, signs and lines in it", () => {
    const rows = [["a,b", 'say "hi"', "two\nlines", "José"]];
    const text = csvText(rows, { first: true });
    expect(text.startsWith("\ufeff")).toBe(true);
    expect(parse(text, { bom: true })).toEqual(rows);
  });
});

describe("an export", () => {
  let database: TestDatabase;
  let leaderId = 0;
  let otherId = 0;
  const people = 9_000;
  beforeAll(async () => {
    database = await testDatabase();
    leaderId = await someLeader("exporter", "+13125550111");
    otherId = await someLeader("other", "+13125550112");
    const lines = Array.from({ length: people }, (_, at) => `Ana Ray,773366${String(at).padStart(4, "0")},vip`);
    await imported({ leaderId, text: `name,phone,tags\n${lines.join("\n")}\n`, proof: true });
    await imported({ leaderId: otherId, text: "name,phone\nStranger,7733659999\n", proof: true });
  }, 120_000);
  afterAll(() => database.close());

  async function whole(file: AsyncGenerator<string>): Promise<{ rows: string[][]; longest: number }> {
    const parts: string[] = [];
    for await (const part of file) parts.push(part);
    return { rows: parse(parts.join(""), { bom: true }), longest: Math.max(...parts.map((part) => part.length)) };
  }
  const leader = () => ({ leaderId, timeZone: "America/Chicago" });

  it("has every member once, in parts, and nobody else's", async () => {
    const { rows, longest } = await whole(
      membersFile(leader(), null, readColumns("phone,lastName,tags,status,reachable", [])),
    );
    expect(rows[0]).toEqual(["Phone", "Last name", "Tags", "Status", "Can be texted"]);
    expect(rows).toHaveLength(people + 1);
    expect(new Set(rows.slice(1).map((row) => row[0])).size).toBe(people);
    expect(rows[1]).toEqual(["+17733660000", "Ray", "vip", "active", "yes"]);
    expect(rows.flat()).not.toContain("+17733659999");
    expect(longest).toBeLessThan(400_000);
  });

  it("of the consent log tells the source, and of texts leaves out sign-in codes", async () => {
    const consent = await whole(consentFile(leader()));
    expect(consent.rows).toHaveLength(people + 1);
    expect(consent.rows[1]?.slice(1, 4)).toEqual(["+17733660000", "granted", "import"]);
    await db().execute(`INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state) VALUES
      (${leaderId}, 0, true, 'sign_in_code', '+13125550111', '+13125550199', '{{code}} is your code', 'sent'),
      (${leaderId}, 5, false, 'text', '+13125550111', '+17733660000', '=HYPERLINK("http://x")', 'received'),
      (${leaderId}, 4, true, 'reply', '+13125550111', '+17733660001', 'Hi', 'sent'),
      (${otherId}, 4, true, 'reply', '+13125550112', '+17733659999', 'not yours', 'sent')`);
    const { rows } = await whole(textsFile(leader()));
    expect(rows.slice(1).map((row) => [row[1], row[2], row[7]])).toEqual([
      ["to them", "+17733660001", "Hi"],
      ["from them", "+17733660000", '\'=HYPERLINK("http://x")'],
    ]);
  });

  it("has the columns that were asked for, the leader's own fields among them", () => {
    const fields = [{ id: 7, label: "Shirt" }];
    expect(readColumns("field:7,phone,nonsense", fields)).toEqual([
      { key: "phone", label: "Phone", usual: true },
      { key: "field:7", label: "Shirt", usual: true },
    ]);
    expect(readColumns(null, fields).length).toBeGreaterThan(10);
    expect(readColumns("field:8", fields).map((column) => column.key)).not.toContain("field:8");
  });
});
