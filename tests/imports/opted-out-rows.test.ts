import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { imported, someLeader, type Wish } from "./lists";

/** Rows that say somebody is out, in whatever column, row or state, opt out every number in them. */

let database: TestDatabase;
let leaders = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const ana = "7733650101";
const bo = "7733650102";
/** Imports the text for a fresh leader, who has `before` as members, and tells each number's status. */
async function take(text: string, before: string[] = [], more: Partial<Wish> = {}) {
  leaders++;
  const leaderId = await someLeader(`leader-${leaders}`, `+1312779${1000 + leaders}`);
  if (before.length > 0) await imported({ leaderId, text: `Phone\n${before.join("\n")}\n`, proof: true });
  const done = await imported({ leaderId, text, proof: true, ...more });
  expect(done.counts).toEqual(done.foretold);
  const { rows } = await db().execute<{ phone: string; status: string }>(
    sql`SELECT phone, status FROM members WHERE leader_id = ${leaderId} ORDER BY phone`,
  );
  return { done, members: Object.fromEntries(rows.map((row) => [row.phone.slice(2), row.status])) };
}

describe("words of opting out in a column that is not about consent", () => {
  const many = (value: string) =>
    Array.from({ length: 30 }, (_, at) => `77336503${String(at + 10)},Fan,${value}`).join("\n");

  it.each([
    ["Delivery Status", "Delivered", "opted_out"],
    ["Contact Status", "Gold", "Unsubscribed"],
    ["Estado", "", "De baja"],
    ["List Status", "", "Unsubscribed"],
    ["Subscription", "Gold", "Do Not Text"],
    ["Texting", "", "No"],
    ["Last Reply", "Hi there", "STOP"],
  ])("%s: are heeded below thirty rows of others", async (name, usual, word) => {
    const { members } = await take(`Phone,First Name,${name}\n${many(usual)}\n${ana},Ana,${word}\n`);
    expect(members[ana]).toBe("opted_out");
  });

  it.each(["List", "Type", "Group", "Segment", "Disposition", "Result", "Comments", "Tags", "Notes"])(
    "%s: are heeded",
    async (name) => {
      const values = ["Unsubscribed", "STOP", "Do Not Text", '"VIP, Do Not Text"', "please stop texting"];
      const rows = values.map((value, at) => `773365010${at},Fan,${value}`).join("\n");
      const { members } = await take(`Phone,First Name,${name}\n${rows}\n7733650110,Bo,VIP\n7733650111,Cy,Chicago\n`);
      const said = values.map((value, at) => [value, members[`773365010${at}`]]);
      expect(said).toEqual(values.map((value) => [value, "opted_out"]));
      expect([members["7733650110"], members["7733650111"]]).toEqual(["active", "active"]);
    },
  );

  it("that may mean something else are asked about, and nobody is active meanwhile", async () => {
    const text = `Phone,Disposition\n${ana},Cancelled\n${bo},Met at the show. Do not text again\n7733650103,Stopped by the shop\n`;
    const { done, members } = await take(text);
    expect(members).toEqual({ [ana]: "invited", [bo]: "invited", "7733650103": "active" });
    expect(done.counts.unknownWords).toEqual({ cancelled: 1 });
    const { members: answered } = await take(text, [], { meanings: { cancelled: "in" } });
    expect(answered[ana]).toBe("active");
  });

  it("are not found in what only sounds like them", async () => {
    const notes = ["* myContacts", "Fans ::: People", "Met at a bus stop", "Bo's Stop & Shop", "Subscribers list"];
    const rows = notes.map((note, at) => `773365010${at},${note}`).join("\n");
    const { members } = await take(`Phone,Notes\n${rows}\n`);
    expect(new Set(Object.values(members))).toEqual(new Set(["active"]));
  });

  it("stand beside a name or a number, too", async () => {
    const { members } = await take(`Phone,Name\n${ana} - DO NOT TEXT,Ana\n${bo},Bo Diaz (do not text)\n`);
    expect(members).toEqual({ [ana]: "opted_out", [bo]: "opted_out" });
  });
});

describe("a row that opts out", () => {
  it.each([
    ["has several numbers", `Phone,Mobile,Status\n${ana},${bo},Unsubscribed\n`, [ana, bo]],
    ["is labelled as no mobile", `Phone,Phone Type,Status\n${ana},Work,Unsubscribed\n`, [ana]],
    ["has its number in a column of work", `Phone,Work Phone,Status\n${ana},${bo},Unsubscribed\n`, [ana, bo]],
    ["has a second column of the same name", `Phone,Phone,Status\n,${ana},Unsubscribed\n`, [ana]],
    ["is too young", `Phone,Birthday,Status\n${ana},5/17/2020,Unsubscribed\n`, [ana]],
  ])("counts where it %s", async (_, text, out) => {
    const { members } = await take(text, [ana, bo]);
    const wanted = [ana, bo].map((phone) => [phone, out.includes(phone) ? "opted_out" : "active"]);
    expect(members).toEqual(Object.fromEntries(wanted));
  });

  it("keeps nothing of a child who is no member", async () => {
    const { done, members } = await take(`Phone,Birthday,Status\n${ana},5/17/2020,Unsubscribed\n${bo},,Subscribed\n`);
    expect([done.counts.refused, members]).toEqual([{ too_young: 1 }, { [bo]: "active" }]);
  });

  it("opts nobody else out", async () => {
    const { members } = await take(`Phone,Emergency Phone,Status\n${ana},${bo},Unsubscribed\n`, [ana, bo]);
    expect(members).toEqual({ [ana]: "opted_out", [bo]: "active" });
  });

  it("wins over a row about its second number, in one batch and in two", async () => {
    for (const batchRows of [1, 100]) {
      const text = `Mobile,Home Phone,Status\n${bo},,Subscribed\n${ana},${bo},Unsubscribed\n`;
      const { members } = await take(text, [], { batchRows });
      expect(members).toEqual({ [ana]: "opted_out", [bo]: "opted_out" });
    }
  });
});

describe("a suppression list", () => {
  it.each([
    ["labelled as no mobiles", `Phone,Phone Type\n${ana},Work\n${bo},Landline\n`],
    ["with a column of work", `Phone,Work Phone\n${ana},${bo}\n`],
    ["with two numbers in a cell", `Phone,Name\n${ana} ${bo},Ana\n`],
    ["with a slash between them", `Phone,Name\n${ana}/${bo},Ana\n`],
    ["with commas between them", `Phone,Name\n"${ana},${bo}",Ana\n`],
    ["in one row without names", `${ana},${bo},7733650103\n`],
    ["with repeated columns", `Phone,Phone\n${ana},${bo}\n`],
  ])("%s opts all of them out", async (_, text) => {
    const { members } = await take(text, [ana, bo], { kind: "suppression" });
    expect(members).toMatchObject({ [ana]: "opted_out", [bo]: "opted_out" });
  });
});
