import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { someLeader } from "@/tests/imports/lists";
import { bundled } from "../program";

const folder = mkdtempSync(join(tmpdir(), "tenfour-command-"));
let database: TestDatabase;
let leaderId = 0;
beforeAll(async () => {
  database = await testDatabase();
  leaderId = await someLeader("nadia", "+13127781000");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.close();
});

/** Runs the real command line beside the test's database. */
function command(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const all = [...bundled("tenfour.ts"), "member", "import", ...words, "--leader", "nadia"];
    execFile(process.execPath, all, { env: process.env, timeout: 120_000 }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describe("member import", { timeout: 300_000 }, () => {
  it("asks for a source as the screen does, and keeps nothing of a file without one", async () => {
    const file = join(folder, "fans.csv");
    writeFileSync(file, "Phone\n7733659687\n");
    for (const words of [["--source", "x"], []]) {
      const { code, stderr } = await command(file, ...words);
      expect([words, code, stderr]).toEqual([words, 1, expect.stringContaining("where these people agreed")]);
    }
    const { rows } = await db().execute(sql`SELECT 1 FROM imports WHERE leader_id = ${leaderId}`);
    expect(rows).toEqual([]);
  });

  it("writes refused rows to a file, and says what the file says of consent", async () => {
    const file = join(folder, "status.csv");
    writeFileSync(file, "Phone,Status\n7733659687,Unsubscribed\n222-222-2222,Active\n7733659688,Gold\n");
    const { code, stdout } = await command(file, "--source", "The guest book", "--proof", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      created: 2,
      refused: { bad_number: 1 },
      says: { optedOut: 1, invited: 1, agreed: 0 },
      unknownWords: { gold: 1 },
      refusedFile: `${file}.refused.csv`,
    });
    expect(readFileSync(`${file}.refused.csv`, "utf8")).toContain("222-222-2222,Active,3,Not a possible phone number");
  });

  it("takes a suppression list without a source, and contact cards", async () => {
    const cards = join(folder, "contacts.vcf");
    writeFileSync(cards, "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Mo\nTEL;TYPE=CELL:773-365-9690\nEND:VCARD\n");
    const { code, stdout } = await command(cards, "--suppression");
    expect([code, stdout]).toEqual([0, expect.stringContaining("1 opted out")]);
    expect(existsSync(`${cards}.refused.csv`)).toBe(false);
    const { rows } = await db().execute(sql`SELECT status FROM members WHERE phone = '+17733659690'`);
    expect(rows).toEqual([{ status: "opted_out" }]);
  });

  it("keeps what was recognized beside further columns matched to opting out", async () => {
    const file = join(folder, "outs.csv");
    writeFileSync(
      file,
      "Phone,Do Not Contact,Asked us,Wrote us\n7733659693,Yes,,\n7733659694,,Yes,\n7733659695,,,Yes\n7733659696,,,\n",
    );
    const matches = ["--match", "Asked us=optOut", "--match", "Wrote us=optOut"];
    const { code, stdout } = await command(file, "--source", "The guest book", "--proof", "--json", ...matches);
    expect([code, JSON.parse(stdout).says]).toMatchObject([0, { optedOut: 3, agreed: 0 }]);
  });

  it("asks which it is where a file has days of both orders", async () => {
    const file = join(folder, "dates.csv");
    writeFileSync(file, "Phone,DOB\n7733659691,17/5/1990\n7733659692,5/18/1990\n");
    const { code, stderr } = await command(file, "--source", "The guest book");
    expect([code, stderr]).toEqual([1, expect.stringContaining("--day-first or --month-first")]);
    expect((await command(file, "--source", "The guest book", "--month-first")).code).toBe(0);
  });
});
