import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listCrowd } from "@/lib/bulk/crowd";
import { db } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "@/tests/database";

/** The search box finds names whatever their letters and emoji look like. */

const leader = { leaderId: 1, timeZone: "America/Chicago" };
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const names = [
    "Łukasz Nowak",
    "Lukas Meyer",
    "Søren Ærø",
    "Jürgen Groß",
    "Cœur Lebœuf",
    "🌸Ana Mo",
    "Bo 👋🏽 Di",
    "Cy 1️⃣",
    "Zoë",
    "👩🏽‍💻 Kim",
  ];
  for (const [at, name] of names.entries()) {
    const [first, ...last] = name.split(" ");
    await db().execute(sql`
      INSERT INTO members (leader_id, phone, country, number, first_name, last_name)
      VALUES (1, ${`+1773365${2000 + at}`}, 'US', '+15550001111', ${first}, ${last.join(" ") || null})`);
  }
  await db().execute(sql`ANALYZE name_words`);
});
afterAll(() => database.close());

const find = async (search: string) =>
  (await listCrowd(db(), leader, { search }, { sort: "name" }, new Date())).members.map((row) => row.fullName);

describe("the search box", () => {
  it.each([
    ["lukasz", "Łukasz Nowak"],
    ["ŁUKASZ", "Łukasz Nowak"],
    ["soren", "Søren Ærø"],
    ["aero", "Søren Ærø"],
    ["Ærø", "Søren Ærø"],
    ["gross", "Jürgen Groß"],
    ["GROSS", "Jürgen Groß"],
    ["groß", "Jürgen Groß"],
    ["leboeuf", "Cœur Lebœuf"],
    ["cœur", "Cœur Lebœuf"],
    ["zoe", "Zoë"],
    ["ana", "🌸Ana Mo"],
    ["🌸", "🌸Ana Mo"],
    ["🌸Ana", "🌸Ana Mo"],
    ["Ana 🌸", "🌸Ana Mo"],
    ["👋", "Bo 👋🏽 Di"],
    ["👋🏿", "Bo 👋🏽 Di"],
    ["👋🏽", "Bo 👋🏽 Di"],
    ["bo di", "Bo 👋🏽 Di"],
    ["1️⃣", "Cy 1️⃣"],
    ["👩‍💻", "👩🏽‍💻 Kim"],
    ["💻 kim", "👩🏽‍💻 Kim"],
  ])("finds %s", async (typed, name) => {
    expect(await find(typed)).toContain(name);
  });

  it("finds nobody by an emoji nobody has", async () => {
    expect(await find("🎸")).toEqual([]);
    expect(await find("2️⃣")).toEqual([]);
    expect(await find("ana 🎸")).toEqual([]);
  });

  it("asks the indexes of folded words and of emoji", async () => {
    await db().execute(
      sql`INSERT INTO name_words (leader_id, word) SELECT 1, 'word' || g FROM generate_series(1, 5000) AS g`,
    );
    await db().execute(sql`ANALYZE name_words`);
    const { rows } = await db().execute(sql`
      EXPLAIN SELECT w.word FROM name_words w
      WHERE w.leader_id = 1 AND folded_name(w.word) COLLATE "C" >= 'ana' AND folded_name(w.word) COLLATE "C" < 'anb'`);
    expect(JSON.stringify(rows)).toContain("name_words_folded");
  });
});
