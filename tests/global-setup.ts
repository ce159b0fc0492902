import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "@/lib/db/embedded";
import { migrateDatabase } from "@/lib/db/migrate";
import { addressesOf, prepareRoles, roles } from "@/lib/db/roles";

declare module "vitest" {
  interface ProvidedContext {
    /** The run's server: its database "postgres". */
    testServer: string;
  }
}

/** The database that every test file's own is copied from: migrated once a run. */
export const template = "tenfour_template";

/** One PostgreSQL for the whole run of vitest, in a folder that goes away with it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "tenfour-tests-"));
  const server = await startEmbedded(folder);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  // Nothing here outlives the run, so no commit need wait for the disk.
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) {
    await client.query(`ALTER SYSTEM SET ${setting} = off`);
  }
  await client.query("SELECT pg_reload_conf()");
  await client.query(`CREATE DATABASE ${template}`);
  await client.end();
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  const addresses = addressesOf(url.href);
  await prepareRoles(addresses.admin);
  await migrateDatabase(addresses.owner, roles.app);
  // Tests empty tables between them; the program has no right to.
  const admin = new pg.Client({ connectionString: addresses.admin });
  await admin.connect();
  await admin.query(`GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO ${roles.system}`);
  await admin.end();
  project.provide("testServer", server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
