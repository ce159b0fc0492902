import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordOptOut } from "@/lib/consent/record";
import { db } from "@/lib/db/client";
import { noCounts } from "@/lib/imports/counts";
import { beginImport, beginUndo, cancel } from "@/lib/imports/decide";
import { importById } from "@/lib/imports/queries";
import { workOn } from "@/lib/imports/work";
import { deleteMember } from "@/lib/privacy/delete";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { checked, imported, someLeader, upload } from "./lists";

let database: TestDatabase;
let leaderId = 0;
let leaders = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function freshLeader(): Promise<number> {
  leaders++;
  leaderId = await someLeader(`nadia-${leaders}`, `+1312555${1000 + leaders}`);
  return leaderId;
}

type Row = Record<string, unknown> & { id: number };
async function members(): Promise<Record<string, Row>> {
  const { rows } = await db().execute<Row & { phone: string }>(
    sql`SELECT *, birth_date::text FROM members WHERE leader_id = ${leaderId} ORDER BY phone`,
  );
  return Object.fromEntries(rows.map((row) => [row.phone, row]));
}
async function consents(): Promise<{ event: string; channel: string; words: string }[]> {
  const { rows } = await db().execute<{ event: string; channel: string; words: string }>(
    sql`SELECT event, channel, words FROM consent_log WHERE leader_id = ${leaderId} ORDER BY id`,
  );
  return rows;
}
const stored = () => {
  const folder = join(process.env.DATA_DIR as string, "imports");
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe("an import", () => {
  it("foretells in the dry run what it then does, and writes nobody down before", async () => {
    await freshLeader();
    const text =
      "Name,Phone,DOB\nAna Morales,7733659687,5/17/1990\nBo,773-365-9688,\nkid,7733659689,1/1/2020\nnobody,12,\n";
    const dry = await checked({ leaderId, text });
    expect(dry.state).toBe("checked");
    expect(await members()).toEqual({});
    expect(dry.foretold).toMatchObject({ created: 2, refused: { too_young: 1, bad_number: 1 } });
    const done = await imported({ leaderId, text });
    expect(done.state).toBe("done");
    expect(done.counts).toEqual(done.foretold);
    expect(await members()).toMatchObject({
      "+17733659687": {
        first_name: "Ana",
        last_name: "Morales",
        birth_date: "1990-05-17",
        status: "invited",
        source: "import",
        joined_at: null,
      },
      "+17733659688": { first_name: "Bo", last_name: null },
    });
    expect(await consents()).toEqual([]);
    expect(stored().filter((name) => name === done.storedAs)).toEqual([]);
  });

  it("makes people active only where proof is attested, and logs where the consent came from", async () => {
    await freshLeader();
    await imported({ leaderId, text: "phone\n7733659687\n", proof: false });
    expect((await members())["+17733659687"]).toMatchObject({ status: "invited" });
    const done = await imported({ leaderId, text: "phone\n7733659687\n7733659688\n", proof: true });
    expect(done.counts).toMatchObject({ created: 1, updated: 1 });
    expect(await members()).toMatchObject({
      "+17733659687": { status: "active" },
      "+17733659688": { status: "active" },
    });
    expect((await members())["+17733659688"]?.joined_at).not.toBeNull();
    expect(await consents()).toEqual([
      { event: "granted", channel: "import", words: expect.stringContaining("Source: Signed up at the merch table") },
      { event: "granted", channel: "import", words: expect.stringContaining("attested") },
    ]);
    const again = await imported({ leaderId, text: "phone\n7733659687\n", proof: true });
    expect(again.counts).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await consents()).toHaveLength(2);
  });

  it("never brings back who opted out, nor changes anything of them", async () => {
    await freshLeader();
    await imported({ leaderId, text: "phone\n7733659687\n", proof: true });
    const id = (await members())["+17733659687"]?.id as number;
    await recordOptOut(db(), [{ leaderId, memberId: id, channel: "keyword", words: "STOP" }]);
    for (const rule of ["fill", "replace"] as const) {
      const done = await imported({ leaderId, text: "phone,name\n7733659687,Ana\n7733659688,Bo\n", proof: true, rule });
      expect(done.counts).toEqual(done.foretold);
      expect(done.counts).toMatchObject({ updated: 0, refused: { opted_out: 1 } });
      expect((await members())["+17733659687"]).toMatchObject({ status: "opted_out", first_name: null });
    }
  });

  it("does not take in again who asked to be deleted, and keeps nothing of their row", async () => {
    await freshLeader();
    await imported({ leaderId, text: "phone\n7733659687\n" });
    await deleteMember(leaderId, (await members())["+17733659687"]?.id as number, new Date());
    const done = await imported({ leaderId, text: "phone,name\n7733659687,Ana\n7733659688,Bo\n", proof: true });
    expect(done.counts).toEqual(done.foretold);
    expect(done.counts).toMatchObject({ created: 1, refused: { deleted: 1 } });
    expect(Object.keys(await members())).toEqual(["+17733659688"]);
    const { rows } = await db().execute(sql`SELECT reason, cells FROM import_refusals WHERE leader_id = ${leaderId}`);
    expect(rows).toEqual([{ reason: "deleted", cells: null }]);
  });

  it("fills what is empty, or lets the file win, as the rule says", async () => {
    await freshLeader();
    await imported({ leaderId, text: "phone,name,zip,city\n7733659687,Ana,60601,Chicago\n" });
    const text = "phone,first name,last name,zip,city\n7733659687,Anna,Morales,46402,Gary\n";
    await imported({ leaderId, text, rule: "fill" });
    expect((await members())["+17733659687"]).toMatchObject({
      first_name: "Ana",
      last_name: "Morales",
      postal_code: "60601",
      city: "Chicago",
      state: "IL",
    });
    await imported({ leaderId, text, rule: "replace" });
    expect((await members())["+17733659687"]).toMatchObject({
      first_name: "Anna",
      postal_code: "46402",
      city: "Gary",
      state: "IN",
    });
    const same = await imported({ leaderId, text, rule: "replace" });
    expect(same.counts).toMatchObject({ updated: 0, unchanged: 1 });
  });

  it("merges rows with one number into one person, wherever they stand", async () => {
    const text =
      "phone,first name,last name\n7733659687,Ana,\n7733659688,Bo,\n(773) 365-9687,Anna,Morales\n+17733659688,,Diaz\n";
    for (const batchRows of [1, 2, 3, 100]) {
      await freshLeader();
      const done = await imported({ leaderId, text, batchRows });
      expect(done.counts).toEqual(done.foretold);
      expect(done.counts).toMatchObject({ created: 2, updated: 0, repeated: 2 });
      expect(await members()).toMatchObject({
        "+17733659687": { first_name: "Ana", last_name: "Morales" },
        "+17733659688": { first_name: "Bo", last_name: "Diaz" },
      });
    }
  });

  it("comes to the same however it is cut into batches", { timeout: 90_000 }, async () => {
    const cell = fc.constantFrom("", "Ana", "Bo", "Zoë");
    const phone = fc.constantFrom("7733659687", "7733659688", "(773) 365-9689", "12", "");
    const rows = fc.array(fc.tuple(phone, cell, cell, fc.constantFrom("", "60601", "46402")), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom("fill" as const, "replace" as const), async (list, rule) => {
        const text = `phone,first name,last name,zip\n${list.map((row) => row.join(",")).join("\n")}\n`;
        if (!list.some((row) => row[0].length > 2)) return;
        const outcomes: unknown[] = [];
        for (const batchRows of [1, 3, 100]) {
          await freshLeader();
          const done = await imported({ leaderId, text, rule, batchRows });
          expect(done.counts).toEqual(done.foretold);
          const people = Object.values(await members()).map(({ phone: number, first_name, last_name, postal_code }) => [
            number,
            first_name,
            last_name,
            postal_code,
          ]);
          outcomes.push([people, { ...done.counts, examples: {} }]);
        }
        expect(outcomes[1]).toEqual(outcomes[0]);
        expect(outcomes[2]).toEqual(outcomes[0]);
      }),
      { numRuns: 8 },
    );
  });

  it("puts tags of the file and of the import on everybody it takes", async () => {
    await freshLeader();
    await imported({ leaderId, text: 'phone,tags\n7733659687,"VIP, early"\n7733659688,vip\n', tags: ["Spring"] });
    const { rows } = await db().execute(sql`
      SELECT m.phone, array_agg(t.name ORDER BY lower(t.name)) AS tags FROM tagged d JOIN tags t ON t.leader_id = d.leader_id AND t.id = d.tag_id
      JOIN members m ON m.leader_id = d.leader_id AND m.id = d.member_id WHERE d.leader_id = ${leaderId} GROUP BY 1 ORDER BY 1`);
    expect(rows).toEqual([
      { phone: "+17733659687", tags: ["early", "Spring", "VIP"] },
      { phone: "+17733659688", tags: ["Spring", "VIP"] },
    ]);
  });

  it("with a quotation mark that never closes is refused before anybody is written down", async () => {
    await freshLeader();
    const rows = Array.from({ length: 300 }, (_, at) => `Fan ${at},77336${String(59000 + at)}`).join("\n");
    const dry = await checked({
      leaderId,
      text: `name,phone\nAna,7733659687\n"Bo,7733659688\n${rows}\n`,
      batchRows: 1,
    });
    expect(dry.state).toBe("failed");
    expect(dry.problem).toMatch(/Near row 3 a quotation mark opens and is never closed.*Nobody was added/);
    expect(await members()).toEqual({});
  });

  it("keeps refused rows with their reasons, but nothing of a child", async () => {
    await freshLeader();
    const done = await imported({
      leaderId,
      text: "name,phone,dob\nKid,7733659687,1/1/2020\nBo,12,\nCy,7733659688,\n",
    });
    const { rows } = await db().execute(
      sql`SELECT row, reason, cells FROM import_refusals WHERE leader_id = ${leaderId} AND import_id = ${done.id} ORDER BY row`,
    );
    expect(rows).toEqual([
      { row: 2, reason: "too_young", cells: null },
      { row: 3, reason: "bad_number", cells: ["Bo", "12", ""] },
    ]);
    expect(JSON.stringify(done.counts)).not.toContain("7733659687");
  });

  it("can be cancelled, and then undone, but for those who wrote since", async () => {
    await freshLeader();
    const text = `phone\n${Array.from({ length: 10 }, (_, at) => `773365${9600 + at}`).join("\n")}\n`;
    const done = await imported({ leaderId, text, proof: true, batchRows: 3 });
    expect(Object.keys(await members())).toHaveLength(10);
    await db().execute(
      sql`UPDATE members SET inbound_count = 1 WHERE leader_id = ${leaderId} AND phone = '+17733659604'`,
    );
    await expect(beginUndo(leaderId, done.id, 10, new Date(Date.now() + 11 * 60_000))).rejects.toThrow(/10 minutes/);
    await expect(beginUndo(leaderId, done.id, 9, new Date())).rejects.toThrow(
      "You typed 9, but this import added 10 people. No one was removed.",
    );
    await beginUndo(leaderId, done.id, 10, new Date());
    await workOn(leaderId, done.id);
    expect(await importById(db(), leaderId, done.id)).toMatchObject({ state: "undone", undone: 9 });
    expect(Object.keys(await members())).toEqual(["+17733659604"]);
    expect((await consents()).filter((one) => one.event === "corrected")).toHaveLength(9);
    await expect(cancel(leaderId, done.id)).rejects.toThrow(/over already/);
    // Not asked for by them, so no tombstone: they may be imported again.
    expect((await imported({ leaderId, text })).counts).toMatchObject({ created: 9 });
  });

  it("stops in the middle when cancelled, and says how far it came", async () => {
    await freshLeader();
    const text = `phone\n${Array.from({ length: 10 }, (_, at) => `773365${9600 + at}`).join("\n")}\n`;
    const one = await checked({ leaderId, text });
    await beginImport(leaderId, one.id);
    let batches = 0;
    await workOn(leaderId, one.id, { batchRows: 2, stopped: () => batches++ >= 3 });
    expect(await importById(db(), leaderId, one.id)).toMatchObject({ state: "running", counts: { created: 6 } });
    await cancel(leaderId, one.id);
    await workOn(leaderId, one.id);
    expect(await importById(db(), leaderId, one.id)).toMatchObject({ state: "cancelled", counts: { created: 6 } });
    expect(Object.keys(await members())).toHaveLength(6);
    expect(stored()).not.toContain(one.storedAs);
  });

  it("leaves nothing behind of a file that is no list, or too large", async () => {
    await freshLeader();
    const before = stored();
    await expect(upload({ leaderId, text: "%PDF-1.7\n1 0 obj\n" })).rejects.toThrow(/PDF/);
    expect(stored()).toEqual(before);
  });

  it("is nobody else's: another leader's import is not there", async () => {
    await freshLeader();
    const one = await checked({ leaderId, text: "phone\n7733659687\n" });
    const other = await someLeader(`other-${leaders}`, `+1312556${1000 + leaders}`);
    expect(await importById(db(), other, one.id)).toBeNull();
    await expect(cancel(other, one.id)).rejects.toThrow(/not there/);
    await expect(beginUndo(other, one.id, 1, new Date())).rejects.toThrow(/not there/);
  });

  it("counts every row once", async () => {
    await freshLeader();
    const done = await imported({
      leaderId,
      text: "phone,name\n7733659687,A\n7733659687,B\n,C\n,\n\n12,D\n7733659688,E\n",
    });
    expect(done.counts).toEqual({
      ...noCounts(),
      created: 2,
      repeated: 1,
      blank: 1,
      refused: { no_number: 1, bad_number: 1 },
      examples: { no_number: [{ row: 4, value: "" }], bad_number: [{ row: 7, value: "12" }] },
    });
  });
});
