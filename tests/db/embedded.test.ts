import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type EmbeddedDatabase, startEmbedded } from "@/lib/db/embedded";

const folder = mkdtempSync(join(tmpdir(), "tenfour-embedded-"));
let database: EmbeddedDatabase;
beforeAll(async () => {
  database = await startEmbedded(folder);
});
afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("keeps nothing of a failed statement in its log: not the values, nor what they are compared with", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("CREATE TABLE numbers_here (phone text PRIMARY KEY, at int)");
  await client.query("INSERT INTO numbers_here VALUES ('+14155550177', 1)");
  for (const statement of [
    "INSERT INTO numbers_here VALUES ('+14155550177', 2)",
    "INSERT INTO numbers_here VALUES ('+14155550178', NULL + 'I love you'::int)",
    "DO $$ BEGIN RAISE WARNING 'I love you'; RAISE EXCEPTION 'I love you'; END $$",
  ])
    await expect(client.query(statement)).rejects.toThrow();
  await client.end();
  const log = readFileSync(join(folder, "postgres", "postgres.log"), "utf8");
  expect(log).toContain("ready to accept connections");
  expect(log).not.toMatch(/4155550177|4155550178|I love you/);
});

it("starts again where a killed server is still dying, with all that was committed", async () => {
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => {});
  await client.connect();
  await client.query("CREATE TABLE kept AS SELECT 104 AS n");
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const backend = rows[0]?.pid as number;
  const postmaster = Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  // Held still, the backend keeps the memory of the server that is gone.
  process.kill(backend, "SIGSTOP");
  process.kill(postmaster, "SIGKILL");
  await pause(500);
  let begun = false;
  const again = startEmbedded(folder).then((one) => {
    begun = true;
    return one;
  });
  await pause(1_500);
  expect(begun).toBe(false);
  process.kill(backend, "SIGCONT");
  database = await again;
  expect(database.takenOver).toBe(false);
  const after = new pg.Client({ connectionString: database.url });
  await after.connect();
  expect((await after.query("SELECT n FROM kept")).rows).toEqual([{ n: 104 }]);
  await after.end();
}, 60_000);
