import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { beginCheck, beginImport } from "@/lib/imports/decide";
import { importById } from "@/lib/imports/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { Mortal } from "@/tests/mortal";
import { until } from "@/tests/program";
import { someLeader, upload } from "./lists";

let database: TestDatabase;
const worker = new Mortal("tests/imports/importer.ts");
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await worker.kill9();
  await database.close();
});

const rows = 30_000;

it("killed with -9 again and again, an import goes on where it stood and doubles nothing", {
  timeout: 240_000,
}, async () => {
  const leaderId = await someLeader("crash", "+13125550177");
  // Every tenth row repeats a number, every seventh has none: what is counted twice, or lost, would show.
  const lines = Array.from({ length: rows }, (_, at) => {
    const fan = at % 10 === 9 ? at - 5 : at;
    return at % 7 === 3 ? `Fan ${at},12,vip` : `Fan ${at},+1773${String(2_000_000 + fan)},vip`;
  });
  const one = await upload({ leaderId, text: `name,phone,tags\n${lines.join("\n")}\n` });
  const state = async () => await importById(db(), leaderId, one.id);
  await beginCheck(leaderId, one.id, { mapping: one.mapping, source: "Signed up at the door", proof: true });
  worker.start();
  await until("the dry run to be under way", async () => ((await state())?.row ?? 0) > 4_000, 60_000);
  await worker.kill9();
  expect((await state())?.state).toBe("checking");
  worker.start();
  await until("the dry run to end", async () => (await state())?.state === "checked", 120_000);
  await beginImport(leaderId, one.id);
  const stops: number[] = [];
  for (const part of [0.1, 0.4, 0.7]) {
    await until(`row ${part * rows}`, async () => ((await state())?.row ?? 0) > part * rows, 120_000);
    await worker.kill9();
    stops.push((await state())?.row ?? 0);
    worker.start();
  }
  await until("the import to end", async () => (await state())?.state === "done", 120_000);
  expect(stops.every((row) => row < rows)).toBe(true);

  const phones = lines.map((line) => line.split(",")[1] as string).filter((phone) => phone !== "12");
  const distinct = new Set(phones).size;
  const done = await state();
  expect(done?.counts).toEqual(done?.foretold);
  expect(done?.counts).toMatchObject({
    created: distinct,
    repeated: phones.length - distinct,
    refused: { bad_number: rows - phones.length },
  });
  const count = async (from: ReturnType<typeof sql>) =>
    (await db().execute<{ n: number }>(sql`SELECT count(*) AS n FROM ${from}`)).rows[0]?.n;
  expect(await count(sql`members WHERE leader_id = ${leaderId}`)).toBe(distinct);
  expect(await count(sql`consent_log WHERE leader_id = ${leaderId}`)).toBe(distinct);
  expect(await count(sql`tagged WHERE leader_id = ${leaderId}`)).toBe(distinct);
  expect(await count(sql`import_refusals WHERE leader_id = ${leaderId}`)).toBe(rows - phones.length);
});
