import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { closeDb, db } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { roles } from "@/lib/db/roles";
import { asTenant } from "@/lib/db/scope";
import { setTimeouts } from "@/lib/db/timeouts";

/** A database of somebody else's server, owned by a role of theirs. */
const name = `external_${randomBytes(4).toString("hex")}`;
const owner = `${name}_owner`;
const app = `${name}_app`;
const addressOf = (role: string) => {
  const url = new URL(inject("testServer"));
  [url.username, url.password, url.pathname] = [role, "a-password", `/${name}`];
  return url.href;
};
const admin = (statement: string, database = "postgres") =>
  withClient(Object.assign(new URL(inject("testServer")), { pathname: `/${database}` }).href, (client) =>
    client.query(statement),
  );

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function connectAs(role: string, mode: "roles" | "settings"): Promise<void> {
  await closeDb();
  Object.assign(process.env, {
    DATABASE_URL: addressOf(role),
    TENFOUR_TENANT_ROLE: mode === "roles" ? roles.tenant : "",
  });
}

const handles = async () =>
  (await db().execute<{ handle: string }>(sql`SELECT handle FROM leaders ORDER BY id`)).rows.map((row) => row.handle);

beforeAll(async () => {
  for (const role of [owner, app]) await admin(`CREATE ROLE ${role} LOGIN PASSWORD 'a-password'`);
  await admin(`CREATE DATABASE ${name} OWNER ${owner}`);
  await admin(`GRANT CREATE ON DATABASE ${name} TO ${app}`);
});
afterAll(async () => {
  await closeDb();
  await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  for (const role of [owner, app]) await admin(`DROP ROLE IF EXISTS ${role}`);
});

describe("a PostgreSQL of one's own", () => {
  test("with one role that may not create others keeps leaders apart by a setting, also for the owner", async () => {
    expect(await migrateDatabase(addressOf(owner))).toBe("settings");
    await connectAs(owner, "settings");
    await db().execute(
      sql`INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('one', '1', 'UTC', ''), ('two', '2', 'UTC', '')`,
    );
    expect(await handles()).toEqual(["one", "two"]);
    expect(await asTenant(2, handles)).toEqual(["two"]);
    expect((await asTenant(2, () => db().execute(sql`UPDATE leaders SET name = 'x'`))).rowCount).toBe(1);
    await expect(
      asTenant(2, () => db().execute(sql`INSERT INTO tags (leader_id, name) VALUES (1, 'x')`)),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  test("uses the roles once an administrator has granted them", async () => {
    await admin(`GRANT ${roles.system} TO ${owner}`);
    await admin(`GRANT ${roles.tenant} TO ${owner} WITH INHERIT FALSE, SET TRUE`);
    expect(await migrateDatabase(addressOf(owner))).toBe("roles");
    await connectAs(owner, "roles");
    expect(await handles()).toEqual(["one", "two"]);
    expect(await asTenant(1, handles)).toEqual(["one"]);
    const policies = await db().execute<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM pg_policy WHERE polname = 'setting_rows'`,
    );
    expect(policies.rows[0]?.n).toBe(0);
  });

  test("with an owner for migrations and another role for the program limits that one", async () => {
    await admin(`GRANT ${roles.system} TO ${app}`);
    await admin(`GRANT ${roles.tenant} TO ${app} WITH INHERIT FALSE, SET TRUE`);
    expect(await migrateDatabase(addressOf(owner), app)).toBe("roles");
    await setTimeouts(addressOf(app));
    await connectAs(app, "roles");
    expect(await handles()).toEqual(["one", "two"]);
    expect(await asTenant(1, handles)).toEqual(["one"]);
    await expect(db().execute(sql`ALTER TABLE leaders DISABLE ROW LEVEL SECURITY`)).rejects.toThrow();
    const { rows } = await db().execute<{ limit: string }>(sql`SELECT current_setting('statement_timeout') AS limit`);
    expect(rows[0]?.limit).toBe("1min");
  });

  test("with a superuser as the only role still limits requests", async () => {
    const url = Object.assign(new URL(inject("testServer")), { pathname: `/${name}` }).href;
    expect(await migrateDatabase(url)).toBe("roles");
    await closeDb();
    process.env.DATABASE_URL = url;
    expect(await handles()).toEqual(["one", "two"]);
    expect(await asTenant(2, handles)).toEqual(["two"]);
  });
});
