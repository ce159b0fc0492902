import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { claim } from "@/lib/messages/outbox";
import { queueTexts } from "@/lib/messages/queue";
import { keepFlagged, optOutByLeader } from "@/lib/threads/decide";
import { InboundOffice } from "./office";

let office: InboundOffice;
beforeAll(async () => {
  office = await InboundOffice.open();
});
afterAll(() => office.database.close());

const claimed = async (phone: string) =>
  (await claim({ leaderId: office.leaderId, phone: office.number }, 1_000)).toSend
    .filter((one) => one.phone === phone)
    .map((one) => one.kind);
const count = (kinds: string[], kind: string) => kinds.filter((one) => one === kind).length;

it("100 HELP texts of a member get 3 answers in a day, at once or one by one, and all are recorded", async () => {
  const from = await office.phone("active");
  await office.bring(...Array.from({ length: 50 }, () => ({ from, text: "HELP" })));
  for (let i = 0; i < 5; i++) await office.bring(...Array.from({ length: 10 }, () => ({ from, text: "help!" })));
  expect(count(await office.sentTo(from), "help_answer")).toBe(3);
  const { rows } = await db().execute(sql`SELECT 1 FROM messages WHERE phone = ${from} AND NOT outbound`);
  expect(rows).toHaveLength(100);
  await db().execute(sql`UPDATE messages SET at = at - interval '25 hours' WHERE phone = ${from}`);
  await office.bring({ from, text: "HELP" });
  expect(count(await office.sentTo(from), "help_answer")).toBe(4);
});

it("STOP is confirmed once, however often it comes, and START is answered 3 times a day", async () => {
  const from = await office.phone("active");
  await office.bring(...Array.from({ length: 20 }, () => ({ from, text: "STOP" })));
  expect(await office.sentTo(from)).toEqual(["stop_answer"]);
  for (let i = 0; i < 6; i++) {
    await office.bring({ from, text: "START", ago: 0 });
    await office.bring({ from, text: "STOP" });
  }
  const sent = await office.sentTo(from);
  expect([count(sent, "start_answer"), count(sent, "stop_answer")]).toEqual([3, 7]);
  expect((await office.statusOf(from)).status).toBe("opted_out");
});

it("a text from one of our own numbers is recorded and never answered", async () => {
  const [own, others] = [office.number, "+13125550177"];
  const made = await db().execute<{ id: number }>(
    sql`INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('bo', 'Bo', 'America/Chicago', 'Hi!') RETURNING id`,
  );
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${others}, ${made.rows[0]?.id})`);
  for (const from of [own, others])
    for (const text of ["hi", "HELP", "START", "STOP", "CARD"]) await office.bring({ from, text });
  const { rows } = await db().execute<{ outbound: boolean }>(
    sql`SELECT outbound FROM messages WHERE phone IN (${own}, ${others})`,
  );
  expect(rows).toHaveLength(10);
  expect(rows.filter((row) => row.outbound)).toEqual([]);
});

it('"hi" and STOP at once: the welcome is withheld and STOP is confirmed', async () => {
  const from = await office.phone();
  await office.bring({ from, text: "hi" });
  await office.store({ from, text: "STOP" });
  // STOP is stored and answered to the carrier, and not processed yet.
  expect(await claimed(from)).toEqual([]);
  await office.process();
  expect(await claimed(from)).toEqual(["stop_answer"]);
  const { rows } = await db().execute<{ kind: string; state: string }>(
    sql`SELECT kind, state FROM messages WHERE phone = ${from} AND outbound ORDER BY id`,
  );
  expect(rows).toEqual([
    { kind: "first_answer", state: "withheld" },
    { kind: "stop_answer", state: "sending" },
  ]);
});

it("any other text that waits to be processed only delays what is automatic", async () => {
  const from = await office.phone();
  await office.bring({ from, text: "hi" });
  await office.store({ from, text: "anybody there?" });
  expect(await claimed(from)).toEqual([]);
  await office.process();
  expect(await claimed(from)).toEqual(["first_answer"]);
});

it("a flag holds what is automatic until a person decides, and nothing new is queued meanwhile", async () => {
  for (const decision of ["keep", "opt_out"] as const) {
    const from = await office.phone();
    await office.bring({ from, text: "hello" });
    await office.bring({ from, text: "wrong number" }, { from, text: "who are you" });
    expect(await office.statusOf(from)).toEqual({ status: "new", held: true });
    expect(await claimed(from)).toEqual([]);
    await office.bring({ from, text: "HELP" });
    expect(await claimed(from)).toEqual(["help_answer"]);
    const { rows } = await db().execute<{ id: number }>(sql`SELECT id FROM members WHERE phone = ${from}`);
    const who = { leaderId: office.leaderId, memberId: rows[0]?.id as number, teammateName: "Bo" };
    await (decision === "keep" ? keepFlagged(who) : optOutByLeader(who));
    expect(await claimed(from)).toEqual(decision === "keep" ? ["first_answer"] : []);
    expect(await office.logOf(from)).toEqual(["flagged", decision === "keep" ? "cleared" : "revoked"]);
  }
});

it("a flag keeps what they wrote and the rule that read it", async () => {
  const from = await office.phone("active");
  await office.bring({ from, text: "You have the wrong person" });
  const { rows } = await db().execute(sql`SELECT event, words, rule FROM consent_log WHERE phone = ${from}`);
  expect(rows).toEqual([{ event: "flagged", words: "You have the wrong person", rule: "wrong_number" }]);
});

it("a held automatic text that was tried before does not keep the team's own reply back", async () => {
  const from = await office.phone();
  await office.bring({ from, text: "hi" });
  await db().execute(sql`UPDATE messages SET attempts = 1 WHERE phone = ${from} AND outbound`);
  await office.bring({ from, text: "wrong number" });
  const { rows } = await db().execute<{ id: number }>(sql`SELECT id FROM members WHERE phone = ${from}`);
  const { number, leaderId } = office;
  await queueTexts(db(), [
    { leaderId, memberId: rows[0]?.id as number, number, phone: from, kind: "reply", body: "Sorry about that" },
  ]);
  expect(await claimed(from)).toEqual(["reply"]);
});
