import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../database";
import { bundled } from "../program";

/** What a program that must not start says, and how it ends. It does no web, so that nothing is built. */
async function start(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const inherited = { ...process.env };
  for (const name of [
    "NODE_ENV",
    "VITEST",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "NEXTAUTH_SECRET",
    "PUBLIC_URL",
    "DATA_DIR",
  ])
    delete inherited[name];
  const child: ChildProcess = spawn(process.execPath, bundled("server.ts"), {
    env: { ...inherited, ROLES: "jobs", LOG_LEVEL: "silent", ...settings } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once("exit", done));
  return { code, said: said.trim() };
}

const folders: string[] = [];
let taken: Server | undefined;
let database: TestDatabase | undefined;
afterEach(async () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  await new Promise((done) => (taken ? taken.close(done) : done(null)));
  taken = undefined;
  await database?.close();
  database = undefined;
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "tenfour-refused-"));
  folders.push(made);
  return made;
}

test("a port in use: one sentence with the port and what to do, and an exit code", async () => {
  const port = await new Promise<number>((done) => {
    const server = createServer().listen(0, "0.0.0.0", () => done((server.address() as { port: number }).port));
    taken = server;
  });
  const { code, said } = await start({ ROLES: "web", PORT: String(port), DATA_DIR: folder() });
  expect(said).toBe(`Port ${port} is in use. Stop what uses it, or set PORT to another one.`);
  expect(code).toBe(1);
});

test("a data folder that cannot be written: one sentence with the folder", async () => {
  const file = join(folder(), "in-the-way");
  writeFileSync(file, "");
  const { code, said } = await start({ DATA_DIR: file });
  expect(said).toBe(`The data folder ${file} cannot be written. Make it writable, or set DATA_DIR to one that is.`);
  expect(code).toBe(1);
});

test("a data folder where no folder can be made: the same, at once", async () => {
  const { code, said } = await start({ DATA_DIR: "/proc/nowhere" });
  expect(said).toBe(
    "The data folder /proc/nowhere cannot be written. Make it writable, or set DATA_DIR to one that is.",
  );
  expect(code).toBe(1);
});

test("a database newer than the code: one sentence, and nothing is changed", async () => {
  database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('of tomorrow', 99999999999999)",
  );
  const { code, said } = await start({ DATABASE_URL: database.url, DATA_DIR: folder() });
  expect(said).toMatch(/^The database was made by a newer Tenfour than this one\..*Nothing was changed\.$/);
  expect(code).toBe(1);
  const rows = await client.query("SELECT 1 FROM drizzle.__drizzle_migrations WHERE hash = 'of tomorrow'");
  expect(rows.rowCount).toBe(1);
  await client.end();
});

test("a database that does not exist, and settings that are wrong: sentences without their values", async () => {
  database = await testDatabase();
  const nowhere = new URL(database.url);
  nowhere.pathname = "/no_such_database";
  const away = await start({ DATABASE_URL: nowhere.href, DATA_DIR: folder() });
  expect(away.said).toMatch(/^The database cannot be reached: /);
  expect(away.said).not.toContain(nowhere.password);
  expect(away.code).toBe(1);
  const wrong = await start({ PORT: "http", NEXTAUTH_SECRET: "too-short", DATA_DIR: folder() });
  expect(wrong.said).toMatch(/^Some settings are not right\. .*PORT.*NEXTAUTH_SECRET/);
  expect(wrong.said).not.toContain("too-short");
  expect(wrong.code).toBe(1);
});
