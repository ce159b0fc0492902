import { createHmac } from "node:crypto";
import PgBoss from "pg-boss";
import { withOwnConnection } from "./own-connection";

/** The roles of a Tenfour database (docs/decisions/001-row-level-security.md). */
export const roles = {
  /** Owns the tables and runs the migrations. Embedded only. */
  owner: "tenfour_owner",
  /** What the program connects as. Embedded only. */
  app: "tenfour_app",
  /** Cannot sign in. Sees every row: workers, webhooks, public pages. */
  system: "tenfour_system",
  /** Cannot sign in. Sees the rows of the leader that the transaction names. */
  tenant: "tenfour_tenant",
} as const;

/** An embedded server's addresses. `admin` is its superuser, used for nothing but setting up the others. */
export type Addresses = { admin: string; owner: string; app: string };

/** The addresses of an embedded server, by the address of its superuser. The roles' passwords are derived from its own. */
export function addressesOf(admin: string): Addresses {
  const as = (role: string) => {
    const url = new URL(admin);
    url.username = role;
    url.password = passwordOf(role, new URL(admin).password);
    return url.href;
  };
  return { admin, owner: as(roles.owner), app: as(roles.app) };
}

const passwordOf = (role: string, secret: string) =>
  createHmac("sha256", secret).update(`tenfour ${role}`).digest("base64url");

/**
 * Creates the roles of an embedded server, and hands them what an older version left in its superuser's possession:
 * tables to the owner, the job queue's schema to the program. Changes nothing where all is in place.
 */
export async function prepareRoles(admin: string): Promise<void> {
  await withOwnConnection(admin, async (client) => {
    // Programs that start at once take turns, as with migrations.
    await client.query("SELECT pg_advisory_lock(10400002)");
    await client.query("SET client_min_messages = warning");
    const secret = new URL(admin).password;
    const { rows } = await client.query<{ name: string }>("SELECT rolname AS name FROM pg_roles");
    const there = new Set(rows.map((row) => row.name));
    const few = "NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE";
    for (const role of [roles.owner, roles.app]) {
      if (!there.has(role))
        await client.query(`CREATE ROLE ${role} ${few} LOGIN PASSWORD '${passwordOf(role, secret)}'`);
    }
    for (const role of [roles.system, roles.tenant]) {
      if (!there.has(role)) await client.query(`CREATE ROLE ${role} ${few} NOLOGIN`);
    }
    await client.query(`GRANT ${roles.system} TO ${roles.app}`);
    await client.query(`GRANT ${roles.tenant} TO ${roles.app} WITH INHERIT FALSE, SET TRUE`);
    const queue = await client.query<{ t: string | null }>("SELECT to_regclass('pgboss.version')::text AS t");
    // The program may not create schemas, so the job queue's is made for it. Later upgrades it does as its owner.
    if (!queue.rows[0]?.t) await client.query(PgBoss.getConstructionPlans("pgboss"));
    await client.query(handOver);
  });
}

/** Everything in our schemas that belongs to the superuser and to no extension gets its new owner. */
const handOver = `DO $$
DECLARE one record;
BEGIN
  EXECUTE format('GRANT CREATE ON DATABASE %I TO ${roles.owner}', current_database());
  FOR one IN
    SELECT format('ALTER SCHEMA %I OWNER TO %I', nspname, owner) AS statement
    FROM pg_namespace JOIN (VALUES ('public', '${roles.owner}'), ('drizzle', '${roles.owner}'), ('pgboss', '${roles.app}'))
      AS ours (name, owner) ON name = nspname
    WHERE pg_get_userbyid(nspowner) <> owner
    UNION ALL
    SELECT format('ALTER %s %I.%I OWNER TO %I',
      CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
      nspname, relname, CASE nspname WHEN 'pgboss' THEN '${roles.app}' ELSE '${roles.owner}' END)
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname IN ('public', 'drizzle', 'pgboss') AND relkind IN ('r', 'p', 'S', 'v', 'm') AND relowner = 10
      -- A serial or identity sequence follows its table; what an extension made stays its own.
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
        AND (d.deptype = 'e' OR relkind = 'S' AND d.deptype IN ('a', 'i')))
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure,
      CASE nspname WHEN 'pgboss' THEN '${roles.app}' ELSE '${roles.owner}' END)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
    WHERE nspname IN ('public', 'drizzle', 'pgboss') AND proowner = 10
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('ALTER TYPE %I.%I OWNER TO %I', nspname, typname,
      CASE nspname WHEN 'pgboss' THEN '${roles.app}' ELSE '${roles.owner}' END)
    FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
    WHERE nspname IN ('public', 'drizzle', 'pgboss') AND typowner = 10 AND typtype IN ('e', 'd')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
  LOOP
    EXECUTE one.statement;
  END LOOP;
END $$`;
