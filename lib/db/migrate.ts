import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import type pg from "pg";
import { withOwnConnection } from "./own-connection";
import { secureTenants, type TenantMode } from "./tenant-security";

/** Any number of its own: programs that start at once against one database take turns. */
const lock = 10_400_001;

/**
 * Brings a database to the code's shape and limits leaders to their own rows. `url` is the owner's address, `login` the
 * role the program will connect as (the owner itself where none is given). Throws a sentence where the database is
 * newer than the code, or older than PostgreSQL 15: nothing is changed then.
 */
export async function migrateDatabase(url: string, login?: string, folder = "./drizzle"): Promise<TenantMode> {
  return withOwnConnection(url, async (client) => {
    const version = await client.query<{ n: string }>("SELECT current_setting('server_version_num') AS n");
    if (Number(version.rows[0]?.n) < 150_000) throw new Error("Tenfour needs PostgreSQL 15 or later.");
    // A role's timeouts are for the program's statements. A migration may take as long as it needs.
    await client.query("SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0");
    await client.query("SELECT pg_advisory_lock($1)", [lock]);
    await refuseNewer(client, folder);
    await client.query("SET client_min_messages = warning");
    await migrate(drizzle({ client }), { migrationsFolder: folder });
    const { rows } = await client.query<{ me: string }>("SELECT current_user AS me");
    return secureTenants(client, login ?? (rows[0]?.me as string));
  });
}

async function refuseNewer(client: pg.Client, folder: string): Promise<void> {
  const there = await client.query<{ t: string | null }>(
    "SELECT to_regclass('drizzle.__drizzle_migrations')::text AS t",
  );
  if (!there.rows[0]?.t) return;
  const last = await client.query<{ at: number | null }>(
    "SELECT max(created_at)::float8 AS at FROM drizzle.__drizzle_migrations",
  );
  const ours = Math.max(...readMigrationFiles({ migrationsFolder: folder }).map((file) => file.folderMillis));
  if (Number(last.rows[0]?.at ?? 0) > ours) {
    throw new Error(
      "The database was made by a newer Tenfour than this one. Update the code, or point it at another database. Nothing was changed.",
    );
  }
}
