import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countCrowd } from "@/lib/bulk/crowd";
import { db, pool } from "@/lib/db/client";
import { digest } from "@/lib/inbound/digest";
import { writeArrival } from "@/lib/inbound/write";
import { allPersonalTables } from "@/lib/jobs/personal-data";
import { memberById } from "@/lib/members/queries";
import { claim } from "@/lib/messages/outbox";
import { queueTexts } from "@/lib/messages/queue";
import { deletedOf, deleteMember, undoDelete } from "@/lib/privacy/delete";
import { eraseDue } from "@/lib/privacy/erase";
import { exportMember } from "@/lib/privacy/export";
import { tombstonesAmong } from "@/lib/privacy/tombstones";
import { mark } from "@/lib/profile/marks";
import { countThreads, pageOfThreads } from "@/lib/threads/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";

const number = "+17733659687";
const now = new Date();
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
let database: TestDatabase;
let leaderId: number;
let arrivals = 0;

beforeAll(async () => {
  database = await testDatabase();
  const made = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}') RETURNING id`);
  leaderId = made.rows[0]?.id as number;
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
});
afterAll(() => database.close());

async function bring(from: string, text: string): Promise<void> {
  const content = { carrierId: `id-${arrivals++}`, from, to: number, text, type: "text", at: null, concat: null };
  await writeArrival({
    kind: "text",
    key: `t:${content.carrierId}`,
    content: JSON.stringify(content),
    concatKey: null,
    concatPart: null,
    problem: null,
  });
  while ((await digest(new Date())) > 0);
}
const idOf = async (phone: string) =>
  (await db().execute<{ id: number }>(sql`SELECT id FROM members WHERE phone = ${phone}`)).rows[0]?.id as number;
const answersTo = async (phone: string) =>
  (
    await db().execute<{ kind: string }>(sql`SELECT kind FROM messages WHERE phone = ${phone} AND outbound ORDER BY id`)
  ).rows.map((row) => row.kind);
const count = async (query: ReturnType<typeof sql>) =>
  (await db().execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM ${query}`)).rows[0]?.n;
const inInbox = async (id: number) =>
  (await pageOfThreads(db(), leaderId, "all")).some((thread) => thread.memberId === id);

describe("deleting a member", () => {
  it("hides them everywhere at once, and undo brings back exactly what was there", async () => {
    const phone = "+13125550101";
    await bring(phone, "hello");
    const id = await idOf(phone);
    await db().execute(sql`
      UPDATE members SET first_name = 'Ana', last_name = 'Muñoz', status = 'active', custom = '{"7": true}', latitude = 41.8,
        starred_at = now() WHERE id = ${id}`);
    const before = await memberById(db(), leaderId, id);
    const thread = (await pageOfThreads(db(), leaderId, "all")).find((one) => one.memberId === id);
    const unread = (await countThreads(db(), leaderId)).unread;
    await queueTexts(db(), [{ leaderId, memberId: id, number, phone, kind: "reply", body: "on its way?" }]);

    expect(await deleteMember(leaderId, id, now)).toBe(true);
    expect(await memberById(db(), leaderId, id)).toBeNull();
    expect(await inInbox(id)).toBe(false);
    expect((await countThreads(db(), leaderId)).unread).toBe(unread - 1);
    expect(await countCrowd(db(), { leaderId, timeZone: "UTC" }, { search: "munoz" }, now)).toBe(0);
    expect((await claim({ leaderId, phone: number }, 100)).toSend).toEqual([]);
    expect(await tombstonesAmong(db(), leaderId, [phone, "+13125559999"])).toEqual(new Set([phone]));
    expect(await tombstonesAmong(db(), leaderId + 1, [phone])).toEqual(new Set());
    expect((await deletedOf(db(), leaderId)).map((one) => one.name)).toEqual(["Ana M."]);
    expect(await deletedOf(db(), leaderId + 1)).toEqual([]);

    expect(await undoDelete(leaderId + 1, id)).toBe("too late");
    expect(await undoDelete(leaderId, id)).toBe("back");
    expect(await memberById(db(), leaderId, id)).toEqual(before);
    expect((await pageOfThreads(db(), leaderId, "all")).find((one) => one.memberId === id)).toEqual(thread);
    expect(await tombstonesAmong(db(), leaderId, [phone])).toEqual(new Set());
  });

  it("is refused for another leader's member", async () => {
    const phone = "+13125550102";
    await bring(phone, "hello");
    expect(await deleteMember(leaderId + 1, await idOf(phone), now)).toBe(false);
    expect(await idOf(phone)).toBeTruthy();
  });

  it("erases everything after ten minutes and not before, and keeps only a hash of the number", async () => {
    const phone = "+13125550103";
    await bring(phone, "my name is Zebulon");
    const id = await idOf(phone);
    await db().execute(sql`UPDATE members SET first_name = 'Zebulon' WHERE id = ${id}`);
    await bring(phone, "STOP");
    await db().execute(
      sql`INSERT INTO notes (leader_id, member_id, author_id, body) VALUES (${leaderId}, ${id}, 1, 'x')`,
    );
    await db().execute(sql`INSERT INTO tagged (leader_id, tag_id, member_id) VALUES (${leaderId}, 1, ${id})`);
    await db().execute(sql`INSERT INTO broadcasts (leader_id, number) VALUES (${leaderId}, ${number})`);
    await db().execute(sql`
      INSERT INTO deliveries (leader_id, broadcast_id, member_id, phone) SELECT leader_id, id, ${id}, ${phone} FROM broadcasts`);
    await db().execute(
      sql`INSERT INTO links (leader_id, broadcast_id, url) SELECT leader_id, id, 'https://a.test' FROM broadcasts`,
    );
    await db().execute(sql`INSERT INTO clicks (leader_id, link_id, member_id) SELECT leader_id, id, ${id} FROM links`);
    const mine = (table: string) => count(sql`${sql.raw(table)} WHERE leader_id = ${leaderId} AND member_id = ${id}`);
    const tables = ["messages", "notes", "tagged", "deliveries", "clicks", "consent_log", "sign_up_links", "arrivals"];
    await deleteMember(leaderId, id, now);
    await eraseDue(later(9.9), allPersonalTables);
    for (const table of tables) expect([table, await mine(table)]).not.toEqual([table, 0]);
    expect(await eraseDue(later(10.1), allPersonalTables)).toBe(1);
    for (const table of tables) expect([table, await mine(table)]).toEqual([table, 0]);
    expect(await count(sql`name_words WHERE word = 'zebulon'`)).toBe(0);
    expect(await count(sql`arrivals WHERE content::text LIKE '%Zebulon%' OR content::text LIKE ${`%${phone}%`}`)).toBe(
      0,
    );
    expect(await count(sql`tombstones WHERE phone_hash LIKE ${`%${phone.slice(1)}%`}`)).toBe(0);
    expect(await undoDelete(leaderId, id)).toBe("too late");
    expect(await tombstonesAmong(db(), leaderId, [phone])).toEqual(new Set([phone]));

    // Their own later text makes a new member, who is answered like anybody.
    await bring(phone, "hi again");
    expect(await idOf(phone)).not.toBe(id);
    expect(await answersTo(phone)).toEqual(["first_answer"]);
    expect(await tombstonesAmong(db(), leaderId, [phone])).toEqual(new Set());
  });

  it("is not undone over a number that has texted since", async () => {
    const phone = "+13125550104";
    await bring(phone, "hello");
    const id = await idOf(phone);
    await deleteMember(leaderId, id, now);
    await bring(phone, "are you there?");
    expect(await undoDelete(leaderId, id)).toBe("texted again");
    await eraseDue(later(11), allPersonalTables);
    const bodies = await db().execute<{ body: string }>(
      sql`SELECT body FROM messages WHERE phone = ${phone} AND NOT outbound`,
    );
    expect(bodies.rows.map((row) => row.body)).toEqual(["are you there?"]);
  });

  it("is the only way to take anything out of the consent log", async () => {
    const phone = "+13125550105";
    await bring(phone, "STOP");
    const id = await idOf(phone);
    await expect(pool().query("SELECT forget_consent($1, $2)", [leaderId, id])).rejects.toThrow(/append-only/);
    await expect(pool().query("DELETE FROM consent_log WHERE member_id = $1", [id])).rejects.toThrow(/append-only/);
    await expect(pool().query("TRUNCATE consent_log")).rejects.toThrow(/append-only/);
    await deleteMember(leaderId, id, now);
    await expect(pool().query("DELETE FROM consent_log WHERE member_id = $1", [id])).rejects.toThrow(/append-only/);
  });
});

describe("a blocked member", () => {
  it("is recorded, but leaves the inbox and is never answered; unblocked they are back", async () => {
    const phone = "+13125550106";
    await bring(phone, "hello");
    const id = await idOf(phone);
    expect(await answersTo(phone)).toEqual(["first_answer"]);
    expect(await mark(leaderId + 1, id, "blocked", true, now)).toBe(false);
    expect(await mark(leaderId, id, "blocked", true, now)).toBe(true);
    expect(await inInbox(id)).toBe(false);
    await bring(phone, "HELP");
    await bring(phone, "answer me");
    expect(await inInbox(id)).toBe(false);
    expect(await answersTo(phone)).toEqual(["first_answer"]);
    // What was queued before is held back, with the reason.
    expect((await claim({ leaderId, phone: number }, 100)).toSend.filter((text) => text.phone === phone)).toEqual([]);
    const held = await db().execute<{ reason: string }>(
      sql`SELECT reason FROM messages WHERE phone = ${phone} AND state = 'withheld'`,
    );
    expect(held.rows[0]?.reason).toMatch(/blocked/);
    expect(await count(sql`messages WHERE member_id = ${id} AND NOT outbound`)).toBe(3);
    await mark(leaderId, id, "blocked", false, now);
    const thread = (await pageOfThreads(db(), leaderId, "all")).find((one) => one.memberId === id);
    expect(thread).toMatchObject({ preview: "answer me", unread: 0 });
  });

  it("can still opt out, silently", async () => {
    const phone = "+13125550107";
    await bring(phone, "hello");
    const id = await idOf(phone);
    await mark(leaderId, id, "blocked", true, now);
    await bring(phone, "STOP");
    expect((await memberById(db(), leaderId, id))?.status).toBe("opted_out");
    expect(await answersTo(phone)).toEqual(["first_answer"]);
  });
});

describe("a muted member", () => {
  it("stays in the inbox and is answered", async () => {
    const phone = "+13125550108";
    await bring(phone, "hello");
    const id = await idOf(phone);
    await mark(leaderId, id, "muted", true, now);
    await bring(phone, "HELP");
    expect(await inInbox(id)).toBe(true);
    expect(await answersTo(phone)).toEqual(["first_answer", "help_answer"]);
  });
});

describe("the export of one person", () => {
  it("says everything that is stored, and nothing to another leader", async () => {
    const phone = "+13125550109";
    await bring(phone, "remember this");
    const id = await idOf(phone);
    await db().execute(
      sql`INSERT INTO notes (leader_id, member_id, author_id, body) VALUES (${leaderId}, ${id}, 1, 'tall')`,
    );
    const whole = await exportMember(db(), { leaderId, memberId: id, tables: allPersonalTables }, now);
    expect(whole).toMatchObject({ leader: "Ana", member: { phone }, notes: [{ body: "tall" }] });
    expect(JSON.stringify(whole?.messages)).toContain("remember this");
    expect(JSON.stringify(whole)).not.toMatch(/nonce|token_hash/);
    expect(
      await exportMember(db(), { leaderId: leaderId + 1, memberId: id, tables: allPersonalTables }, now),
    ).toBeNull();
  });
});
