import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordOptOut } from "@/lib/consent/record";
import { db } from "@/lib/db/client";
import { readColumns } from "@/lib/exports/columns";
import { membersFile } from "@/lib/exports/members";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { checked, imported, someLeader } from "./lists";

/** What a file says of consent is recognized, shown, and never overruled. */

let database: TestDatabase;
let leaders = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const freshLeader = () => {
  leaders++;
  return someLeader(`leader-${leaders}`, `+1312777${1000 + leaders}`);
};
async function statuses(leaderId: number): Promise<Record<string, number>> {
  const { rows } = await db().execute<{ status: string; count: string }>(
    sql`SELECT status, count(*) AS count FROM members WHERE leader_id = ${leaderId} GROUP BY 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.status, Number(row.count)]));
}
const member = async (leaderId: number, phone: string) =>
  (await db().execute(sql`SELECT * FROM members WHERE leader_id = ${leaderId} AND phone = ${phone}`)).rows[0];
const consents = async (leaderId: number) =>
  (
    await db().execute<{ phone: string; event: string; channel: string; words: string; at: Date }>(
      sql`SELECT phone, event, channel, words, at FROM consent_log WHERE leader_id = ${leaderId} ORDER BY id`,
    )
  ).rows;
const iso = (at: unknown) => new Date(at as string).toISOString();

describe("columns about consent", () => {
  const kinds = readFileSync("tests/fixtures/field/consent-columns.tsv", "utf8").trim().split("\n");

  it.each(kinds)("%s", async (line) => {
    const [name = "", value = "", status = ""] = line.split("\t");
    const leaderId = await freshLeader();
    const text = `First Name,Phone,${name}\nAna,7733659687,${value}\n`;
    const done = await imported({ leaderId, text, proof: true });
    expect(done.counts).toEqual(done.foretold);
    expect(await statuses(leaderId)).toEqual({ [status]: 1 });
    const events = (await consents(leaderId)).map((one) => one.event);
    expect(events).toEqual(status === "opted_out" ? ["revoked"] : status === "active" ? ["granted"] : []);
  });

  it("never make anybody active without proof", async () => {
    const leaderId = await freshLeader();
    await imported({ leaderId, text: "Phone,Status\n7733659687,Active\n7733659688,Unsubscribed\n" });
    expect(await statuses(leaderId)).toEqual({ invited: 1, opted_out: 1 });
  });

  it("together: the strictest word counts", async () => {
    const leaderId = await freshLeader();
    const text = readFileSync("tests/fixtures/field/mailchimp-status.csv", "utf8");
    const dry = await checked({ leaderId, text, proof: true });
    expect(dry.foretold).toMatchObject({ created: 4, says: { in: 1, out: 2, invited: 1 } });
    await imported({ leaderId, text, proof: true });
    expect((await member(leaderId, "+17733650801"))?.status).toBe("active");
    expect((await member(leaderId, "+17733650802"))?.status).toBe("opted_out");
    expect((await member(leaderId, "+17733650803"))?.status).toBe("opted_out");
    expect((await member(leaderId, "+17733650804"))?.status).toBe("invited");
    const log = await consents(leaderId);
    expect(log.find((one) => one.phone === "+17733650801")).toMatchObject({ event: "granted" });
    expect(iso(log.find((one) => one.phone === "+17733650801")?.at)).toBe("2025-01-01T06:00:00.000Z");
    const [agreed, left] = log.filter((one) => one.phone === "+17733650802");
    expect([agreed?.event, iso(agreed?.at)]).toEqual(["granted", "2025-01-01T06:00:00.000Z"]);
    expect([left?.event, iso(left?.at)]).toEqual(["revoked", "2025-06-01T05:00:00.000Z"]);
    expect(left?.words).toContain("SMS Status “Unsubscribed”");
  });

  it("about e-mail do not count beside those about texts", async () => {
    const leaderId = await freshLeader();
    await imported({
      leaderId,
      text: "Phone,SMS Consent,Email Marketing Consent\n7733659687,SUBSCRIBED,UNSUBSCRIBED\n",
      proof: true,
    });
    expect(await statuses(leaderId)).toEqual({ active: 1 });
  });

  it("about transactions do not stand in for those about news", async () => {
    const leaderId = await freshLeader();
    const text =
      "Phone Number,SMS Marketing Consent,SMS Transactional Consent\n7733659687,,SUBSCRIBED\n7733659688,SUBSCRIBED,\n";
    await imported({ leaderId, text, proof: true });
    expect(await statuses(leaderId)).toEqual({ invited: 1, active: 1 });
  });

  it("with words nobody knows are told, and kept as invited until they are answered", async () => {
    const leaderId = await freshLeader();
    const text = "Phone,Status\n7733659687,Gold\n7733659688,Gold\n7733659689,Active\n7733659690,Lapsed fan\n";
    const dry = await checked({ leaderId, text, proof: true });
    expect(dry.foretold?.unknownWords).toEqual({ gold: 2 });
    await imported({ leaderId, text, proof: true, meanings: { gold: "in" } });
    expect(await statuses(leaderId)).toEqual({ active: 3, invited: 1 });
  });

  it("hand over their times and sources, but none that lies ahead", async () => {
    const leaderId = await freshLeader();
    const text =
      "Phone,SMS Consent,SMS Consent Timestamp,Consent Source\n7733659687,yes,2025-01-01T12:00:00Z,Popup form\n7733659688,yes,2099-01-01,\n";
    const done = await imported({ leaderId, text, proof: true });
    expect(done.counts.leftOut).toEqual({ optInAt: 1 });
    const [one, other] = await consents(leaderId);
    expect(one?.words).toMatch(/attested to written proof.*Consent Source “Popup form”/);
    expect(iso(one?.at)).toBe("2025-01-01T12:00:00.000Z");
    expect(iso((await member(leaderId, "+17733659687"))?.joined_at)).toBe("2025-01-01T12:00:00.000Z");
    expect(Date.now() - Number(new Date(other?.at as Date))).toBeLessThan(600_000);
  });
});

describe("members who are known", () => {
  it("opt out by a file, with its words in the log, and are not activated by the next", async () => {
    const leaderId = await freshLeader();
    await imported({ leaderId, text: "Phone\n7733659687\n", proof: true });
    const out = await imported({ leaderId, text: "Phone,Opted Out\n7733659687,yes\n", proof: true });
    expect(out.counts).toEqual(out.foretold);
    expect(out.counts).toMatchObject({ updated: 1, says: { out: 1 } });
    expect(await statuses(leaderId)).toEqual({ opted_out: 1 });
    expect((await consents(leaderId)).map((one) => one.event)).toEqual(["granted", "revoked"]);
    const same = await imported({ leaderId, text: "Phone,Opted Out\n7733659687,yes\n", proof: true });
    expect(same.counts).toMatchObject({ updated: 0, unchanged: 1, refused: {} });
    const back = await imported({
      leaderId,
      text: "Phone,Status\n7733659687,Subscribed\n7733659688,Subscribed\n",
      proof: true,
    });
    expect(back.counts).toMatchObject({ created: 1, refused: { opted_out: 1 } });
    expect(await statuses(leaderId)).toEqual({ opted_out: 1, active: 1 });
  });

  it("who stand twice in a file are opted out wherever it says so", async () => {
    const text =
      "Phone,Status\n7733659687,Active\n7733659688,Unsubscribed\n7733659687,Unsubscribed\n7733659688,Active\n7733659689,Active\n";
    for (const batchRows of [1, 2, 100]) {
      const leaderId = await freshLeader();
      const done = await imported({ leaderId, text, proof: true, batchRows });
      expect(done.counts).toEqual(done.foretold);
      expect(done.counts).toMatchObject({ created: 3, repeated: 2, refused: {} });
      expect(await statuses(leaderId)).toEqual({ opted_out: 2, active: 1 });
    }
  });
});

describe("a suppression list", () => {
  it("opts its numbers out, known or not, asks for no proof and activates nobody", async () => {
    const leaderId = await freshLeader();
    await imported({ leaderId, text: "Phone,Name\n7733659687,Ana\n", proof: true });
    const text = "Phone,Name,Status\n7733659687,Bo,Active\n7733659688,Cy,Subscribed\n12,Di,\n7733659689,,\n";
    const done = await imported({ leaderId, text, kind: "suppression", proof: true, source: "" });
    expect(done).toMatchObject({ state: "done", proof: false });
    expect(done.counts).toEqual(done.foretold);
    expect(done.counts).toMatchObject({ created: 2, updated: 1, refused: { bad_number: 1 }, says: { out: 3 } });
    expect(await statuses(leaderId)).toEqual({ opted_out: 3 });
    expect(await member(leaderId, "+17733659687")).toMatchObject({ first_name: "Ana" });
    expect(await member(leaderId, "+17733659688")).toMatchObject({ first_name: null });
    expect((await consents(leaderId)).at(-1)).toMatchObject({ event: "revoked", channel: "import" });
  });

  it("takes every number of a row", async () => {
    const leaderId = await freshLeader();
    const done = await imported({
      leaderId,
      text: "Mobile,Home Phone\n773-365-9687,773-365-9688\n",
      kind: "suppression",
    });
    expect(done.counts).toMatchObject({ created: 1 });
    expect(await statuses(leaderId)).toEqual({ opted_out: 2 });
  });
});

describe("this product's own export", () => {
  it("comes back exactly, for another leader with proof", async () => {
    const from = await freshLeader();
    const people = Array.from({ length: 60 }, (_, at) => `Fan Number${at},773365${String(1000 + at)},8 Elm St`).join(
      "\n",
    );
    await imported({ leaderId: from, text: `Name,Phone\n${people}\n`, proof: true });
    await imported({ leaderId: from, text: "Name,Phone\n=Zoë,7733652000\nBo,7733652001\n", proof: false });
    await db().execute(
      sql`UPDATE members SET joined_at = '2025-02-03 04:05:00Z' WHERE leader_id = ${from} AND status = 'active'`,
    );
    const { rows } = await db().execute<{ id: number }>(
      sql`SELECT id::int FROM members WHERE leader_id = ${from} ORDER BY phone LIMIT 22`,
    );
    for (const { id } of rows)
      await recordOptOut(db(), [{ leaderId: from, memberId: id, channel: "keyword", words: "STOP" }]);
    await db().execute(
      sql`UPDATE members SET muted_at = now() WHERE leader_id = ${from} AND phone IN ('+17733651055', '+17733651056')`,
    );
    const all = readColumns("phone,firstName,lastName,status,reachable,joined,source,optedOut", []);
    for (const columns of [readColumns(null, []), all]) {
      const to = await freshLeader();
      const file = await textOf(from, columns);
      const done = await imported({ leaderId: to, text: file, proof: true });
      expect(done.counts).toMatchObject({ created: 62, says: { out: 22, invited: 2, in: 38 }, unknownWords: {} });
      expect(await statuses(to)).toEqual(await statuses(from));
      // The same file out again, but for when they are known since.
      expect(await textOf(to, columns.filter(stays))).toBe(await textOf(from, columns.filter(stays)));
    }
  });

  const stays = (column: { key: string }) => !["source", "optedOut"].includes(column.key);
  async function textOf(leaderId: number, columns: ReturnType<typeof readColumns>): Promise<string> {
    let text = "";
    for await (const part of membersFile({ leaderId, timeZone: "America/Chicago" }, null, columns)) text += part;
    return text;
  }
});
