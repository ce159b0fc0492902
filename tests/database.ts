import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { closeDb } from "@/lib/db/client";
import { addressesOf, roles } from "@/lib/db/roles";
import { setTimeouts } from "@/lib/db/timeouts";
import { template } from "./global-setup";

export type TestDatabase = {
  /** postgresql:// address of the fresh, migrated, empty database, as its superuser. `db()` connects as the program does. */
  url: string;
  /** Runs a statement as the superuser: what the program itself has no right to, such as ALTER TABLE. */
  admin(statement: string): Promise<void>;
  /** Ends this process's pool, and drops the database and the data folder. */
  close(): Promise<void>;
};

/**
 * A fresh, migrated database for one test file, and the settings a program would have: `db()` and `env()` work
 * afterwards. Call it in `beforeAll`, and `close` in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("testServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await once(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const dataDir = mkdtempSync(join(tmpdir(), "tenfour-data-"));
  await setTimeouts(addressesOf(url.href).app);
  await closeDb();
  Object.assign(process.env, {
    DATABASE_URL: addressesOf(url.href).app,
    // What starts a program of its own migrates as the owner.
    DATABASE_OWNER_URL: url.href,
    TENFOUR_TENANT_ROLE: roles.tenant,
    DATA_DIR: dataDir,
    NEXTAUTH_SECRET: "a-secret-of-the-tests-and-of-nothing-else",
    PUBLIC_URL: "http://tenfour.test",
    LOG_LEVEL: "silent",
  });
  return {
    url: url.href,
    admin: (statement) => once(url.href, statement),
    async close() {
      await closeDb();
      await once(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function once(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  // Two files that copy the template at the same moment wait for each other instead of failing.
  await client.query("SELECT pg_advisory_lock(10400)");
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
