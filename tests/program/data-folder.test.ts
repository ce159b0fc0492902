import { type ChildProcess, spawn } from "node:child_process";
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { runningEmbedded, startEmbedded } from "@/lib/db/embedded";
import { migrateDatabase } from "@/lib/db/migrate";
import { addressesOf } from "@/lib/db/roles";
import { bundled, until } from "../program";

const folders: string[] = [];
let child: ChildProcess | undefined;
afterEach(async () => {
  await stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "tenfour-data-"));
  folders.push(made);
  return made;
}

/** The real program without the web, so that nothing is built. Resolves once it is ready. */
async function start(dataDir: string): Promise<void> {
  const inherited = { ...process.env };
  for (const name of ["NODE_ENV", "VITEST", "DATABASE_URL", "NEXTAUTH_SECRET", "PUBLIC_URL", "TENFOUR_TENANT_ROLE"])
    delete inherited[name];
  const env = { ...inherited, ROLES: "jobs,sender", DATA_DIR: dataDir, VONAGE_API_SECRET: "not-for-children" };
  child = spawn(process.execPath, bundled("server.ts"), {
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await until(
    "the program to be ready",
    () => {
      if (child?.exitCode !== null) throw new Error(`It ended:\n${said}`);
      return /Tenfour is ready/.test(said);
    },
    120_000,
  );
}

async function stop(): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const ended = new Promise((done) => child?.once("exit", done));
  child.kill("SIGINT");
  await ended;
  child = undefined;
}

function readableByOthers(path: string): string[] {
  const found = lstatSync(path);
  const below = found.isDirectory() ? readdirSync(path).flatMap((name) => readableByOthers(join(path, name))) : [];
  return found.mode & 0o077 ? [path, ...below] : below;
}

async function ask<Row extends pg.QueryResultRow>(url: string, query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Row>(query);
  await client.end();
  return rows;
}

test("a run leaves nothing in DATA_DIR that others can read, and PostgreSQL knows no setting of ours", async () => {
  const dataDir = folder();
  await start(dataDir);
  expect(readableByOthers(dataDir)).toEqual([]);
  const pid = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0];
  if (process.platform === "linux") {
    const known = readFileSync(`/proc/${pid}/environ`, "utf8");
    expect(known).toContain("PATH=");
    expect(known).not.toMatch(/not-for-children|VONAGE|DATA_DIR|DATABASE/);
    // Not root, and able at most to pass through folders on the way to its own (CAP_DAC_READ_SEARCH is bit 2).
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    expect(status).not.toMatch(/^Uid:\s+0/m);
    expect(Number.parseInt(/^CapEff:\s+(\w+)/m.exec(status)?.[1] ?? "", 16) & ~4).toBe(0);
  }
  await stop();
  expect(readableByOthers(dataDir)).toEqual([]);
}, 300_000);

test("a data folder of an older version, whose superuser owns everything, is converted with what is in it", async () => {
  const dataDir = folder();
  const old = await startEmbedded(dataDir);
  await migrateDatabase(old.url);
  await ask(old.url, "INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('old', 'Old', 'UTC', '')");
  await old.stop();
  await start(dataDir);
  const { admin, app } = addressesOf(runningEmbedded(dataDir) as string);
  const owners = await ask<{ owner: string }>(
    admin,
    `SELECT DISTINCT pg_get_userbyid(relowner) || ' ' || relnamespace::regnamespace AS owner FROM pg_class
     WHERE relnamespace::regnamespace::text IN ('public', 'drizzle', 'pgboss') AND relkind IN ('r', 'p', 'S') ORDER BY 1`,
  );
  expect(owners.map((row) => row.owner)).toEqual([
    "tenfour_app pgboss",
    "tenfour_owner drizzle",
    "tenfour_owner public",
  ]);
  expect(await ask(app, "SELECT handle FROM leaders")).toEqual([{ handle: "old" }]);
  const connected = await ask<{ who: string }>(
    admin,
    "SELECT DISTINCT usename AS who FROM pg_stat_activity WHERE datname = 'postgres' AND pid <> pg_backend_pid()",
  );
  expect(connected).toEqual([{ who: "tenfour_app" }]);
}, 300_000);
