import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseIsAway, db, pool } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "../database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("a line that breaks between two statements of a transaction fails the transaction, and not the program", async () => {
  const strayed: unknown[] = [];
  const note = (error: unknown) => strayed.push(error);
  process.prependListener("uncaughtException", note);
  const broken = db().transaction(async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    await pool().query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    // Nobody waits for an answer while the line breaks.
    await new Promise((done) => setTimeout(done, 200));
    await tx.execute(sql`SELECT 1`);
  });
  // Waiting may help: an arrival that stood in such a batch must not be set aside as broken.
  await expect(broken.catch(databaseIsAway)).resolves.toBe(true);
  process.off("uncaughtException", note);
  expect(strayed).toEqual([]);
  expect((await db().execute(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
});
