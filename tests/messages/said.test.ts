import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { hasEmoji, saidQuery } from "@/lib/messages/said";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe("searching texts", () => {
  it.each([
    ["¿Cuándo vienes a Montréal?", "montreal", true],
    ["when in Montreal", "Montréal", true],
    ["PEÑA rocks", "pena", true],
    ["love it 🔥🔥", "🔥", true],
    ["love it 🔥", "love 🔥", true],
    ["love it ❤️", "❤️", true],
    ["love it ❤️", "❤", true],
    ["thumbs 👍🏽", "👍", true],
    ["thumbs 👍", "👍🏽", true],
    ["hi 👋🏽 there", "👋", true],
    ["hi 👋", "👋🏿", true],
    ["hi 👋🏻", "👋🏿", true],
    ["team 👩🏽‍💻", "👩‍💻", true],
    ["team 👩‍💻", "👩🏽‍💻", true],
    ["us 👨‍👩‍👧", "👨‍👩‍👧", true],
    ["burning ❤️‍🔥", "❤️‍🔥", true],
    ["I am 1️⃣", "1️⃣", true],
    ["I am 1️⃣", "1⃣", true],
    ["I am 1⃣ of 2️⃣", "2️⃣", true],
    ["I am 1", "1️⃣", false],
    ["I am 1️⃣", "2️⃣", false],
    ["vote 1️⃣ now", "vote 1️⃣", true],
    ["press #️⃣", "#️⃣", true],
    ["from Łódź", "lodz", true],
    ["from lodz", "Łódź", true],
    ["Mon cœur", "coeur", true],
    ["mon coeur", "CŒUR", true],
    ["Ærø is nice", "aero", true],
    ["Hauptstraße 5", "hauptstrasse", true],
    ["STRASSE", "straße", true],
    ["Ørsted", "orsted", true],
    ["love it", "🔥", false],
    ["fire 🔥", "love 🔥", false],
    ["it's ok", "it's", true],
    ["nothing", "' 🔥 & ! | (", false],
  ])("“%s” for “%s”: %s", async (body, asked, found) => {
    const { rows } = await db().execute(sql`SELECT words_of(${body}) @@ ${saidQuery(asked)} AS found`);
    expect(rows).toEqual([{ found }]);
  });

  it("knows what has an emoji", () => {
    expect([hasEmoji("🎸"), hasEmoji("❤️"), hasEmoji("guitar 1")]).toEqual([true, true, false]);
    expect([hasEmoji("1️⃣"), hasEmoji("👋🏽"), hasEmoji("1 2 #")]).toEqual([true, true, false]);
  });

  it("asks the index", async () => {
    const { rows } = await db().execute<{ indexdef: string }>(
      sql`SELECT indexdef FROM pg_indexes WHERE indexname = 'messages_words'`,
    );
    expect(rows[0]?.indexdef).toContain("words_of(body)");
    await db().execute(sql`
      INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state)
      SELECT 1, g, false, 'text', '+13125550100', '+17733659687', 'hello ' || g, 'received' FROM generate_series(1, 3000) AS g`);
    await db().execute(sql`ANALYZE messages`);
    const plan = await db().execute(sql`
      EXPLAIN SELECT member_id FROM messages t WHERE t.leader_id = 1 AND NOT t.outbound AND words_of(t.body) @@ ${saidQuery("guitar")}`);
    expect(JSON.stringify(plan.rows)).toContain("messages_words");
  });
});
