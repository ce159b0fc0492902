import { type SQL, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { addressesOf, roles } from "@/lib/db/roles";
import { asSystem, asTenant, runInScope, setTenant, tenant } from "@/lib/db/scope";
import { scopedPool } from "@/lib/db/scoped-pool";
import { ownRows, tenantRights } from "@/lib/db/tenant-rights";
import { changeLeader, leaderById } from "@/lib/leaders/queries";
import { removeTeammate } from "@/lib/team/members";
import { pageOfThreads } from "@/lib/threads/queries";
import { type TestDatabase, testDatabase } from "../database";

let database: TestDatabase;
let ours: number;
let theirs: number;

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await pool().query<{ id: number }>(
    `INSERT INTO leaders (handle, name, time_zone, first_answer)
     VALUES ('ours', 'Ours', 'UTC', ''), ('theirs', 'Theirs', 'UTC', '') RETURNING id`,
  );
  [ours, theirs] = rows.map((row) => row.id) as [number, number];
  for (const leader of [ours, theirs])
    await pool().query(
      `INSERT INTO members (leader_id, phone, country, number, first_name) VALUES ($1, $2, 'US', '+17735550100', $3)`,
      [leader, `+1416555010${leader % 10}`, leader === ours ? "Ann" : "Bob"],
    );
}, 60_000);
afterAll(() => database.close());

test("the limited pool is one of pg's pools to drizzle, whatever a build calls its classes", () => {
  // Else a transaction's statements would go to connections of their own.
  for (const leaderId of [null, ours]) expect(scopedPool(pool(), leaderId)).toBeInstanceOf(pg.Pool);
});

const names = async () =>
  (await db().execute<{ first_name: string }>(sql`SELECT first_name FROM members ORDER BY 1`)).rows.map(
    (row) => row.first_name,
  );

describe("the catalog", () => {
  test("every table with a leader_id has row-level security, and exactly the two policies", async () => {
    const { rows } = await pool().query<{ name: string; secured: boolean; policies: string[] }>(`
      SELECT c.relname AS name, c.relrowsecurity AS secured,
        ARRAY(SELECT polname::text FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1) AS policies
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND (c.relname = 'leaders' OR EXISTS (SELECT FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attname = 'leader_id' AND NOT a.attisdropped))`);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => !row.secured || row.policies.join() !== "system_rows,tenant_rows")).toEqual([]);
  });

  test("the program's role is no superuser, owns no table, and cannot get around the policies", async () => {
    const { rows } = await pool().query(`
      SELECT current_user AS me, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
        (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid AND relnamespace = 'public'::regnamespace) AS owned,
        has_schema_privilege('public', 'CREATE') AS creates
      FROM pg_roles r WHERE rolname = current_user`);
    expect(rows).toEqual([
      {
        me: roles.app,
        rolsuper: false,
        rolbypassrls: false,
        rolcreatedb: false,
        rolcreaterole: false,
        owned: 0,
        creates: false,
      },
    ]);
    await expect(pool().query("ALTER TABLE members DISABLE ROW LEVEL SECURITY")).rejects.toThrow(/must be owner/);
    await expect(pool().query("ALTER TABLE consent_log DISABLE TRIGGER ALL")).rejects.toThrow(/must be owner/);
    await expect(pool().query("CREATE ROLE somebody")).rejects.toThrow(/permission denied/);
    await expect(pool().query("SELECT pg_read_file('/etc/passwd')")).rejects.toThrow(/permission denied/);
    await expect(pool().query("COPY members TO PROGRAM 'cat'")).rejects.toThrow(/permission denied/);
  });

  test("a leader's request has rights on rows of its own and on what is listed with a reason, and no others", async () => {
    const { rows } = await pool().query<{ name: string; owned: boolean; rights: string[] }>(`
      SELECT c.relname AS name, EXISTS (SELECT FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attname = 'leader_id' AND NOT a.attisdropped) AS owned,
        ARRAY(SELECT DISTINCT r FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) r
          WHERE has_table_privilege('tenfour_tenant', c.oid, r) ORDER BY r) ||
        ARRAY(SELECT x.privilege_type || ' (' || a.attname || ')' FROM pg_attribute a, aclexplode(a.attacl) x
          WHERE a.attrelid = c.oid AND x.grantee = 'tenfour_tenant'::regrole) AS rights
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE nspname IN ('public', 'drizzle', 'pgboss') AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1`);
    const wanted = (name: string, owned: boolean) => tenantRights[name]?.rights ?? (owned ? ownRows : []);
    const wrong = rows.filter(
      ({ name, owned, rights }) => [...rights].sort().join() !== [...wanted(name, owned)].sort().join(),
    );
    expect(wrong).toEqual([]);
    // The list names no table that is gone, and every line says why.
    const names = new Set(rows.map(({ name }) => name));
    expect(Object.keys(tenantRights).filter((name) => !names.has(name))).toEqual([]);
    expect(Object.values(tenantRights).filter(({ why }) => why.length < 20)).toEqual([]);
  });

  test("statements, locks and idle transactions have limits", async () => {
    const { rows } = await pool().query(`SELECT current_setting('statement_timeout') AS statement,
      current_setting('lock_timeout') AS lock, current_setting('idle_in_transaction_session_timeout') AS idle`);
    expect(rows).toEqual([{ statement: "1min", lock: "20s", idle: "1min" }]);
  });
});

describe("a request of one leader", () => {
  test("whose query forgot the leader sees that leader's rows only", async () => {
    await runInScope(async () => {
      expect(await names()).toEqual(["Ann", "Bob"]);
      setTenant(ours);
      expect(await names()).toEqual(["Ann"]);
      expect(await leaderById(theirs)).toBeNull();
      expect(await asSystem("operator", names)).toEqual(["Ann", "Bob"]);
      expect(await names()).toEqual(["Ann"]);
    });
    expect(await names()).toEqual(["Ann", "Bob"]);
  });

  test("cannot change, remove or add another leader's rows", async () => {
    await asTenant(ours, async () => {
      await db().execute(sql`UPDATE members SET first_name = 'Eve'`);
      await db().execute(sql`UPDATE members SET first_name = 'Eve' WHERE leader_id = ${theirs}`);
      await db().execute(sql`DELETE FROM members WHERE leader_id = ${theirs}`);
      await changeLeader(theirs, { name: "Taken" });
      const insert = sql`INSERT INTO members (leader_id, phone, country, number) VALUES (${theirs}, '+14165550199', 'US', '+17735550100')`;
      await expect(db().execute(insert)).rejects.toMatchObject({ cause: { code: "42501" } });
      await expect(db().execute(sql`UPDATE members SET leader_id = ${theirs}`)).rejects.toMatchObject({
        cause: { code: "42501" },
      });
    });
    expect(await names()).toEqual(["Bob", "Eve"]);
    expect((await leaderById(theirs))?.name).toBe("Theirs");
  });

  test("transactions are limited, too, with their savepoints; an error leaves the connection clean", async () => {
    await asTenant(ours, () =>
      db().transaction(async (tx) => {
        expect((await tx.execute(sql`SELECT 1 FROM members`)).rowCount).toBe(1);
        await tx
          .transaction(async (inner) => {
            await inner.execute(sql`SELECT 1 / 0`);
          })
          .catch(() => {});
        expect((await tx.execute(sql`SELECT 1 FROM members`)).rowCount).toBe(1);
      }),
    );
    await expect(asTenant(ours, () => db().execute(sql`SELECT 1 / 0`))).rejects.toThrow();
    const whole = await Promise.all(
      Array.from({ length: 40 }, (_, at) => (at % 2 ? names() : asTenant(theirs, names))),
    );
    for (const [at, seen] of whole.entries()) expect(seen).toEqual(at % 2 ? ["Bob", "Eve"] : ["Bob"]);
  });

  test("does not see the instance's keys and codes", async () => {
    const instance = [
      "alert_settings",
      "alerts",
      "carrier_connection",
      "pinned_secrets",
      "rate_limits",
      "seen_webhooks",
    ];
    for (const table of [...instance, "sign_in_challenges", "sign_in_codes", "sign_in_guards", "tallies"]) {
      const look = asTenant(ours, () => db().execute(sql`SELECT * FROM ${sql.identifier(table)}`));
      const code = await look.then(
        () => "allowed",
        (error) => (error as { cause?: { code?: string } }).cause?.code,
      );
      expect([table, code]).toEqual([table, "42501"]);
    }
  });

  test("cannot raise its own limits, nor change what the consent log says", async () => {
    for (const change of [
      sql`INSERT INTO leader_limits (leader_id, max_numbers) VALUES (${ours}, 1000)`,
      sql`UPDATE leader_days SET parts = 0`,
      sql`DELETE FROM consent_log`,
      sql`DELETE FROM leaders`,
    ])
      await expect(asTenant(ours, () => db().execute(change))).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  test("removes a teammate with the codes they have not used", async () => {
    const { rows } = await pool().query<{ id: number }>(
      "INSERT INTO teammates (leader_id, name, mobile, role) VALUES ($1, 'Own', '+14165550120', 'owner'), ($1, 'Gone', '+14165550121', 'writer') RETURNING id",
      [ours],
    );
    await pool().query(
      "INSERT INTO sign_in_codes (mobile, code_hash, expires_at) VALUES ('+14165550121', 'x', now() + interval '1 hour')",
    );
    await asTenant(ours, () => removeTeammate(ours, rows[1]?.id as number));
    expect((await pool().query("SELECT 1 FROM sign_in_codes")).rowCount).toBe(0);
    expect((await pool().query("SELECT name FROM teammates WHERE leader_id = $1", [ours])).rows).toEqual([
      { name: "Own" },
    ]);
  });

  test("reads the inbox by its index: the policies do not take it away", async () => {
    await pool().query(
      `INSERT INTO threads (leader_id, member_id, last_inbound_at)
       SELECT l, n, now() - n * interval '1 minute' FROM unnest($1::int[]) l, generate_series(1, 5000) n`,
      [[ours, theirs]],
    );
    await pool().query("ANALYZE threads");
    const plans: string[] = [];
    const explain = {
      execute: async (query: SQL) => {
        const plan = await db().execute<{ "QUERY PLAN": string }>(sql`EXPLAIN ${query}`);
        plans.push(plan.rows.map((row) => row["QUERY PLAN"]).join("\n"));
        return { rows: [] };
      },
    };
    const after = { at: new Date().toISOString(), id: 1 } as never;
    await asTenant(ours, () => pageOfThreads(explain as never, ours, "all"));
    await asTenant(ours, () => pageOfThreads(explain as never, ours, "all", after));
    expect(plans).toHaveLength(2);
    for (const plan of plans) {
      expect(plan).toMatch(/Index Scan using threads_all/);
      expect(plan).not.toMatch(/Seq Scan|Sort/);
    }
    expect(plans[1]).toMatch(/Index Cond: .*last_inbound_at.*member_id/s);
  });

  test("timers it starts in system scope do not stay with the leader", async () => {
    await asTenant(ours, async () => {
      const later = await asSystem("background", () => new Promise((done) => setTimeout(() => done(tenant()), 5)));
      expect(later).toBeNull();
    });
  });

  test("fails as a whole where the role is missing, instead of running with more rights", async () => {
    process.env.TENFOUR_TENANT_ROLE = "tenfour_nobody";
    try {
      for (let turn = 0; turn < 20; turn++) await expect(asTenant(ours, names)).rejects.toThrow();
      await expect(
        asTenant(ours, () => db().transaction((tx) => tx.execute(sql`SELECT 1 FROM members`))),
      ).rejects.toThrow();
    } finally {
      process.env.TENFOUR_TENANT_ROLE = roles.tenant;
    }
    expect(() => asTenant(Number.NaN, () => db())).toThrow();
    // A connection whose limits failed is given up, not lost: more than the pool has fail in a row.
    expect(await names()).toEqual(["Bob", "Eve"]);
  });
});

test("the application's own role, used directly with a leader named, reads nothing of another one", async () => {
  const client = new pg.Client({ connectionString: addressesOf(database.url).app });
  await client.connect();
  await client.query("BEGIN; SET LOCAL ROLE tenfour_tenant");
  expect((await client.query("SELECT * FROM members")).rowCount).toBe(0);
  await client.query(`SET LOCAL tenfour.leader_id = '${ours}'`);
  expect((await client.query("SELECT * FROM members WHERE leader_id = $1", [theirs])).rowCount).toBe(0);
  expect((await client.query("SELECT * FROM members")).rowCount).toBe(1);
  await client.query("ROLLBACK");
  await client.end();
});
