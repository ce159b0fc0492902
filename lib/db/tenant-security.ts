import type pg from "pg";
import { roles } from "./roles";
import { ownRows, tenantRights } from "./tenant-rights";

/**
 * How a transaction is limited to one leader's rows. `roles`: it gives up its role for `tenfour_tenant`. `settings`:
 * the database's login may not create roles, so the tables' owner is limited, too (FORCE), and a transaction that names
 * no leader sees every row.
 */
export type TenantMode = "roles" | "settings";

const leaderOfTransaction = `(SELECT nullif(current_setting('tenfour.leader_id', true), '')::int)`;

/**
 * Gives every table with a `leader_id` (and `leaders` itself) row-level security, and the roles their rights. Reads the
 * catalog, so a new table is covered by the migration that adds it. Changes nothing where all is in place. `client` is
 * connected as the tables' owner; `login` is the role the program connects as.
 */
export async function secureTenants(client: pg.Client, login: string): Promise<TenantMode> {
  const mode: TenantMode = (await rolesAreReady(client, login)) ? "roles" : "settings";
  await client.query(policies(mode));
  if (mode === "roles") await client.query(grants);
  return mode;
}

/** Creates the roles where that is allowed, and says whether `login` can use them. */
async function rolesAreReady(client: pg.Client, login: string): Promise<boolean> {
  const { rows } = await client.query<{ modern: boolean }>(
    "SELECT current_setting('server_version_num')::int >= 160000 AS modern",
  );
  const modern = rows[0]?.modern;
  const attempts = [
    `CREATE ROLE ${roles.system} NOLOGIN`,
    `CREATE ROLE ${roles.tenant} NOLOGIN`,
    `GRANT ${roles.system} TO ${quoted(login)}`,
    `GRANT ${roles.tenant} TO ${quoted(login)}${modern ? " WITH INHERIT FALSE, SET TRUE" : ""}`,
  ];
  if (await canUse(client, login, modern)) return true;
  // One by one: another database of this server may have made some of them.
  for (const attempt of attempts) await client.query(attempt).catch(() => {});
  return canUse(client, login, modern);
}

async function canUse(client: pg.Client, login: string, modern: boolean | undefined): Promise<boolean> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_roles
     WHERE rolname = $2 AND pg_has_role($1, oid, 'USAGE') OR rolname = $3 AND pg_has_role($1, oid, $4)`,
    [login, roles.system, roles.tenant, modern ? "SET" : "MEMBER"],
  );
  return rows[0]?.n === 2;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** One block, so that a start that finds everything in place costs one round trip. */
function policies(mode: TenantMode): string {
  const wanted =
    mode === "roles"
      ? [
          ["tenant_rows", `TO ${roles.tenant} USING (%1$I = ${leaderOfTransaction})`],
          ["system_rows", `TO ${roles.system} USING (true)`],
        ]
      : [["setting_rows", `USING (${leaderOfTransaction} IS NULL OR %1$I = ${leaderOfTransaction})`]];
  const names = wanted.map(([name]) => `'${name}'`).join(", ");
  return `DO $security$
  DECLARE one record;
  BEGIN
    FOR one IN
      SELECT c.oid, c.relname, a.attname, c.relrowsecurity, c.relforcerowsecurity,
        ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid) AS has
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
        AND a.attname = CASE c.relname WHEN 'leaders' THEN 'id' ELSE 'leader_id' END
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    LOOP
      IF NOT one.relrowsecurity THEN
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', one.relname);
      END IF;
      IF one.relforcerowsecurity <> ${mode === "settings"} THEN
        EXECUTE format('ALTER TABLE %I ${mode === "settings" ? "" : "NO "}FORCE ROW LEVEL SECURITY', one.relname);
      END IF;
      ${["tenant_rows", "system_rows", "setting_rows"]
        .map(
          (name) => `IF '${name}' = ANY (one.has) AND '${name}' NOT IN (${names}) THEN
        EXECUTE format('DROP POLICY ${name} ON %I', one.relname);
      END IF;`,
        )
        .join("\n      ")}
      ${wanted
        .map(
          ([name, rule]) => `IF NOT '${name}' = ANY (one.has) THEN
        EXECUTE format($rule$CREATE POLICY ${name} ON %2$I ${rule}$rule$, one.attname, one.relname);
      END IF;`,
        )
        .join("\n      ")}
    END LOOP;
  END $security$`;
}

/** SQL literals of a list of words. */
const literals = (words: string[]) => words.map((word) => `'${word}'`).join(", ");

/**
 * Rights of the two roles: all rows' for the system, and for a leader's request what tenant-rights.ts says. Takes back
 * what an older version granted. Where all is in place, it changes nothing.
 */
const grants = `DO $grants$
DECLARE
  one record;
  rights text := 'SELECT, INSERT, UPDATE, DELETE';
  right_ text;
BEGIN
  -- Who may ANALYZE: before PostgreSQL 17 only the owner.
  IF current_setting('server_version_num')::int >= 170000 THEN rights := rights || ', MAINTAIN'; END IF;
  IF NOT has_schema_privilege('${roles.tenant}', 'public', 'USAGE') THEN
    GRANT USAGE ON SCHEMA public TO ${roles.system}, ${roles.tenant};
  END IF;
  IF NOT has_schema_privilege('${roles.system}', 'drizzle', 'USAGE') THEN
    GRANT USAGE ON SCHEMA drizzle TO ${roles.system};
    GRANT SELECT ON ALL TABLES IN SCHEMA drizzle TO ${roles.system};
  END IF;
  FOR one IN
    SELECT c.oid, c.relname, has_table_privilege('${roles.system}', c.oid, 'INSERT') AS system_has,
      ARRAY(SELECT a.privilege_type FROM aclexplode(c.relacl) a
        WHERE a.grantee = '${roles.tenant}'::regrole ORDER BY 1) AS has,
      ARRAY(SELECT w FROM unnest(CASE
        ${Object.entries(tenantRights)
          .map(
            ([table, { rights }]) =>
              `WHEN c.relname = '${table}' THEN ARRAY[${literals(rights.filter((right) => !right.includes("(")))}]::text[]`,
          )
          .join("\n        ")}
        WHEN EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'leader_id' AND NOT a.attisdropped)
          THEN ARRAY[${literals(ownRows)}]
        ELSE ARRAY[]::text[] END) w ORDER BY 1) AS wanted
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    IF NOT one.system_has THEN EXECUTE format('GRANT %s ON %I TO ${roles.system}', rights, one.relname); END IF;
    FOR right_ IN SELECT unnest(one.has) EXCEPT SELECT unnest(one.wanted) LOOP
      EXECUTE format('REVOKE %s ON %I FROM ${roles.tenant}', right_, one.relname);
    END LOOP;
    FOR right_ IN SELECT unnest(one.wanted) EXCEPT SELECT unnest(one.has) LOOP
      EXECUTE format('GRANT %s ON %I TO ${roles.tenant}', right_, one.relname);
    END LOOP;
  END LOOP;
  ${columnGrants()}
  -- How long the next links will be is read from their counter (lib/links/queries.ts).
  IF to_regclass('public.links_id_seq') IS NOT NULL
    AND NOT has_sequence_privilege('${roles.tenant}', 'public.links_id_seq', 'SELECT') THEN
    GRANT SELECT ON SEQUENCE links_id_seq TO ${roles.system}, ${roles.tenant};
  END IF;
END $grants$`;

/** Rights on single columns, granted once. */
function columnGrants(): string {
  return Object.entries(tenantRights)
    .flatMap(([table, { rights }]) => rights.map((right) => ({ table, right: /^(\w+) \((\w+)\)$/.exec(right) })))
    .filter(({ right }) => right !== null)
    .map(
      ({ table, right }) => `IF to_regclass('public.${table}') IS NOT NULL
    AND NOT has_column_privilege('${roles.tenant}', 'public.${table}', '${right?.[2]}', '${right?.[1]}') THEN
    GRANT ${right?.[1]} (${right?.[2]}) ON ${table} TO ${roles.tenant};
  END IF;`,
    )
    .join("\n  ");
}
