import { join } from "node:path";
import { sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db/client";
import { can, type Permission, type Role } from "@/lib/team/permissions";
import { sessionSecret } from "@/lib/team/session-cookie";
import { createSession } from "@/lib/team/sessions";
import { runInRequest } from "@/lib/web/request-context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { bob, secret, settle, standing, withNobodysIds } from "./bob";
import { browser, plainKnock } from "./browser";
import { type Knock, knocks } from "./knocks";
import { needed, operatorInputs } from "./needed";
import { doors, others } from "./on-disk";

/** Every route, action and page of the dashboard, asked by each role of one team, against the one permission table. */
vi.mock("next/headers", async () => (await import("./browser")).nextHeaders);
// The first import of a page compiles it.
vi.setConfig({ testTimeout: 60_000 });

const roles: Role[] = ["owner", "admin", "writer", "reader"];
const cookies = new Map<Role, string>();
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await settle();
  for (const role of roles) {
    const { rows } = await db().execute<{ id: number }>(sql`
      INSERT INTO teammates (leader_id, name, mobile, role)
      VALUES (${bob.id}, ${role}, ${`+1312555012${roles.indexOf(role)}`}, ${role}) RETURNING id`);
    const token = await createSession(db(), { leaderId: bob.id, id: rows[0]!.id }, { userAgent: "", address: "" });
    cookies.set(role, await encode({ token, secret: sessionSecret() }));
  }
  // The session's last visit is noted once a minute, which is not what is looked at here.
  await db().execute(sql`UPDATE sessions SET last_seen_at = now() + interval '1 hour' WHERE leader_id = ${bob.id}`);
});
afterAll(() => database.close());

const open = others["are open to anybody, by a secret or a public name"] as RegExp;
const closed = doors().filter(({ name }) => !open.test(name) || name.startsWith("live/"));
const needs = (name: string) =>
  (Object.keys(needed) as (Permission | "read")[]).filter((permission) => needed[permission].test(name));
const nameOf = ({ name }: { name: string }) => name;

/** What was answered, as text, with its status. */
async function ask(name: string, knock: Knock, role: Role): Promise<{ status: number; said: string }> {
  const [file, way] = [name.slice(0, name.lastIndexOf(" ")), name.slice(name.lastIndexOf(" ") + 1)];
  const handler = (await import(join(process.cwd(), "app", file)))[way];
  const response = { statusCode: 200, headersSent: false };
  browser.cookie = cookies.get(role) as string;
  try {
    const answer = await runInRequest({ response, client: { address: "203.0.113.7", local: false } }, () =>
      knock.ask(handler as never),
    );
    if (!(answer instanceof Response)) return { status: response.statusCode, said: JSON.stringify(answer) ?? "" };
    const streams = answer.headers.get("content-type")?.startsWith("text/event-stream");
    if (streams) await answer.body?.cancel();
    return { status: answer.status, said: streams ? "" : await answer.text() };
  } catch (error) {
    const status = /;(404)$/.exec(String((error as { digest?: string }).digest))?.[1];
    if (!status) throw error;
    return { status: Number(status), said: "" };
  }
}

const refusal =
  /Your role|owner or admin of your team|An owner can see|Only the owner|owner who runs|(?:can read|can look) here, but/;
const isRefused = ({ status, said }: { status: number; said: string }) => status === 403 || refusal.test(said);

function mayDo(role: Role, permission: Permission | "read"): boolean {
  // Bob is not the first leader: none of his team is the operator, whatever their role.
  if (permission.startsWith("operator.")) return false;
  return permission === "read" || can(role, permission as Permission);
}

describe("every route, action and page of the dashboard", () => {
  it("has exactly one permission, and every permission something that needs it", () => {
    expect(closed.map(nameOf).filter((name) => needs(name).length !== 1)).toEqual([]);
    const used = new Set(closed.flatMap(({ name }) => needs(name)));
    expect(Object.keys(needed).filter((permission) => !used.has(permission as Permission))).toEqual([]);
  });

  it.each(closed.map(nameOf))("%s is open to the roles of its permission, and to no other", async (name) => {
    const permission = needs(name)[0] as Permission | "read";
    const way = name.slice(name.lastIndexOf(" ") + 1);
    const input = permission.startsWith("operator.") ? operatorInputs[way] : undefined;
    const plain: Knock = input
      ? { rule: "own", ask: (act: (input: unknown) => unknown) => act(input) }
      : plainKnock(way);
    const reads = way === "GET" || way === "default";
    for (const role of roles) {
      for (const knock of knocks[name] ?? [plain]) {
        const allowed = mayDo(role, permission);
        const before = allowed ? "" : await standing();
        // What changes something and is allowed is asked for nobody's, so that there is something left for the next role.
        const answer = await (allowed && !reads
          ? withNobodysIds(() => ask(name, knock, role))
          : ask(name, knock, role));
        const asked = `${role}: ${answer.status} ${answer.said.slice(0, 120)}`;
        // A page that is not for a role may also be none.
        const refused = isRefused(answer) || (way === "default" && answer.status === 404);
        expect([asked, refused]).toEqual([asked, !allowed]);
        if (allowed) continue;
        expect(answer.said).not.toContain(secret);
        expect(await standing()).toBe(before);
      }
    }
  });

  it("lets nobody continue or undo a mass deletion who could not have started it", async () => {
    for (const way of ["undoMany", "resumeMany"]) {
      const name = `(leader)/members/bulk-actions.ts ${way}`;
      const before = await standing();
      expect((await ask(name, knocks[name]?.[0] as Knock, "writer")).said).toContain(
        "Your role (writer) can’t do this",
      );
      expect(await standing()).toBe(before);
    }
  });

  it("lets a writer delete 20 members a day one by one, and an admin more", async () => {
    const name = "(leader)/members/actions.ts remove";
    const remove = async (role: Role, memberId: number) =>
      (await ask(name, { rule: "own", ask: (act: (input: unknown) => unknown) => act({ memberId }) }, role)).said;
    const { rows } = await db().execute<{ id: number }>(sql`
      INSERT INTO members (leader_id, phone, country, number, status)
      SELECT ${bob.id}, '+1773555' || (1000 + n), 'US', '+15550001112', 'active' FROM generate_series(1, 30) n RETURNING id`);
    await db().execute(sql`DELETE FROM rate_limits`);
    const ids = rows.map(({ id }) => id);
    const said = await Promise.all(ids.slice(0, 25).map((id) => remove("writer", id)));
    expect(said.filter((one) => one.includes('"ok":true'))).toHaveLength(20);
    expect(said.find((one) => one.includes('"ok":false'))).toContain("Your role (writer) can delete 20 members a day.");
    for (const id of ids.slice(25)) expect(await remove("admin", id)).toContain('"ok":true');
  });
});
