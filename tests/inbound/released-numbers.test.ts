import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { addNumber, removeNumber } from "@/lib/numbers/register";
import { InboundOffice } from "./office";

const released = "+13125550123";
let office: InboundOffice;
beforeAll(async () => {
  office = await InboundOffice.open();
  await addNumber(db(), { leaderId: office.leaderId, phone: released });
  await removeNumber(db(), office.leaderId, released);
});
afterAll(() => office.database.close());

const member = async (phone: string) =>
  (
    await db().execute<{ number: string; unread: number; preview: string }>(sql`
      SELECT m.number, t.unread, t.preview FROM members m
      LEFT JOIN threads t ON t.leader_id = m.leader_id AND t.member_id = m.id WHERE m.phone = ${phone}`)
  ).rows[0];
const problems = async () =>
  (await db().execute<{ problem: string }>(sql`SELECT problem FROM arrivals WHERE problem IS NOT NULL ORDER BY id`))
    .rows;

describe("a text to a number that the leader has released", () => {
  test.each(["STOP", "please stop texting me", "STOP\n\nSent from my iPhone"])(
    "that asks to stop (%j) counts, and is not answered",
    async (text) => {
      const from = await office.phone("active");
      await office.bring({ from, to: released, text });
      const { status, held } = await office.statusOf(from);
      expect(status === "opted_out" || held).toBe(true);
      expect(await office.sentTo(from)).toEqual([]);
    },
  );

  test.each(["hello", "HELP", "START", "CARD"])(
    "(%s) is shown, says where it went, and is not answered",
    async (text) => {
      const from = await office.phone(text === "START" ? "opted_out" : "active");
      await office.bring({ from, to: released, text });
      expect(await office.sentTo(from)).toEqual([]);
      expect(await member(from)).toMatchObject({ number: office.number, unread: 1 });
      const { rows } = await db().execute<{ body: string }>(sql`SELECT body FROM messages WHERE phone = ${from}`);
      expect(rows).toEqual([{ body: `${text}\n[Sent to (312) 555-0123, which you have released]` }]);
      expect((await office.statusOf(from)).status).toBe(text === "START" ? "opted_out" : "active");
    },
  );

  test("from a stranger is kept for the operator, and makes nobody a member", async () => {
    await office.bring({ from: "+14155559876", to: released, text: "hi there" });
    expect(await office.statusOf("+14155559876")).toBeUndefined();
    expect(await problems()).toEqual([{ problem: "to a number that is not ours" }]);
  });

  test("that another leader has now is that leader's", async () => {
    const { rows } = await db().execute<{ id: number }>(sql`
      INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('bo', 'Bo', 'America/Chicago', 'Hello! {{link}}') RETURNING id`);
    await addNumber(db(), { leaderId: rows[0]?.id as number, phone: released });
    const from = await office.phone("active");
    await office.bring({ from, to: released, text: "STOP" });
    const found = await db().execute<{ leader_id: number; status: string }>(
      sql`SELECT leader_id, status FROM members WHERE phone = ${from} ORDER BY leader_id`,
    );
    expect(found.rows.map((row) => row.status)).toEqual(["active", "opted_out"]);
  });
});
