import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, expect, it } from "vitest";
import { databaseIsAway } from "@/lib/db/client";
import { connect } from "@/lib/db/connect";

const folder = mkdtempSync(join(tmpdir(), "tenfour-connect-"));
const before = { ...process.env };
afterEach(() => {
  for (const name of ["DATABASE_URL", "DATA_DIR"]) delete process.env[name];
  Object.assign(process.env, before);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("an embedded database that is killed while it is connected to is started again by the next call", async () => {
  process.env.DATA_DIR = folder;
  delete process.env.DATABASE_URL;
  const first = connect({ takeOver: true }).then(
    () => null,
    (error: unknown) => error,
  );
  // The server runs, and its tables are being made.
  while (!process.env.DATABASE_URL) await pause(1);
  process.kill(Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
  expect(databaseIsAway(await first)).toBe(true);
  expect(process.env.DATABASE_URL).toBeUndefined();
  const second = await connect({ takeOver: true });
  expect(second.embedded).toBe(true);
  await second.close();
}, 120_000);
