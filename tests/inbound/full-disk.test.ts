import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db, mayWorkLater } from "@/lib/db/client";
import { startDigester } from "@/lib/inbound/digester";
import { stopListening } from "@/lib/live/listen";
import { until } from "../program";
import { InboundOffice } from "./office";

let office: InboundOffice;
beforeAll(async () => {
  office = await InboundOffice.open();
});
afterAll(async () => {
  await stopListening();
  await office.database.close();
});

const events = async () =>
  (
    await db().execute<{ open: boolean; problem: string | null }>(
      sql`SELECT digested_at IS NULL AS open, problem FROM arrivals ORDER BY id`,
    )
  ).rows;

it.each(["53100", "40P01"])(
  "a stored text waits while the database cannot process it (SQLSTATE %s), and is never set aside",
  async (code) => {
    const from = await office.phone("active");
    await office.database.admin(`
      CREATE FUNCTION short_of_something() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE SQLSTATE '${code}'; END $$;
      CREATE TRIGGER short_of_something BEFORE INSERT ON messages EXECUTE FUNCTION short_of_something()`);
    await office.store({ from, text: "STOP" });
    const stop = startDigester();
    try {
      await pause(1_300);
      expect((await events()).at(-1)).toEqual({ open: true, problem: null });
      await office.database.admin("DROP FUNCTION short_of_something CASCADE");
      await until("it to be processed", async () => (await office.statusOf(from)).status === "opted_out", 10_000);
      expect((await events()).at(-1)).toEqual({ open: false, problem: null });
    } finally {
      await stop();
    }
  },
);

it("what PostgreSQL and the disk say about themselves may work later, and what they say about a value may not", () => {
  const error = (code: string) => new Error("a query failed", { cause: Object.assign(new Error(), { code }) });
  for (const code of ["53100", "53200", "58030", "25006", "40001", "40P01", "ENOSPC", "57P01", "ECONNREFUSED"])
    expect([code, mayWorkLater(error(code))]).toEqual([code, true]);
  for (const code of ["22P02", "23505", "42P01", "ENOENT"])
    expect([code, mayWorkLater(error(code))]).toEqual([code, false]);
});
