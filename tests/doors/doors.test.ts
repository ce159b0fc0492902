import { join } from "node:path";
import { sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db/client";
import { sessionSecret } from "@/lib/team/session-cookie";
import { createSession, endSession } from "@/lib/team/sessions";
import { runInRequest } from "@/lib/web/request-context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { phone, secret, settle, standing, withNobodysIds } from "./bob";
import { browser, plainKnock } from "./browser";
import { type Knock, knocks } from "./knocks";
import { doors, others } from "./on-disk";

/**
 * Every door that a teammate may knock at, with the ids of another leader's things. The doors are found on the disk: a new
 * one fails here until it is said what it does with ids. Only the way a cookie arrives is made up; the session in it and
 * the rest are the real program's.
 */
vi.mock("next/headers", async () => (await import("./browser")).nextHeaders);

let database: TestDatabase;
let ana: { leaderId: number; teammateId: number };

/** Signs a teammate in on one more device; returns its cookie. */
async function signInAs({ leaderId, teammateId }: typeof ana): Promise<string> {
  const token = await createSession(db(), { leaderId, id: teammateId }, { userAgent: "", address: "" });
  return encode({ token, secret: sessionSecret() });
}
beforeAll(async () => {
  database = await testDatabase();
  ana = await settle();
  browser.cookie = await signInAs(ana);
});
afterAll(() => database.close());

/** `none`: it was answered 404, with whatever words. */
async function answerOf(knock: Knock, door: unknown): Promise<{ none: boolean; words: string }> {
  const http = { statusCode: 200, headersSent: false };
  try {
    const answer = await runInRequest({ response: http, client: { address: "203.0.113.7", local: false } }, () =>
      knock.ask(door as never),
    );
    if (answer instanceof Response) return { none: answer.status === 404, words: await answer.text() };
    return { none: http.statusCode === 404, words: JSON.stringify(answer) };
  } catch (error) {
    const none = /;404$/.test(String((error as { digest?: string }).digest));
    if (!none) throw error;
    return { none, words: "" };
  }
}

describe("every door", () => {
  it("is known here: a new one says what it does with another leader's ids", () => {
    const known = (name: string) => name in knocks || Object.values(others).some((pattern) => pattern.test(name));
    expect(
      doors()
        .map((door) => door.name)
        .filter((name) => !known(name)),
    ).toEqual([]);
    const there = new Set(doors().map((door) => door.name));
    expect(Object.keys(knocks).filter((name) => !there.has(name))).toEqual([]);
  });

  it.each(Object.keys(knocks))("%s knows nothing of another leader's", async (name) => {
    const [file, way] = [name.slice(0, name.lastIndexOf(" ")), name.slice(name.lastIndexOf(" ") + 1)];
    const door = (await import(join(process.cwd(), "app", file)))[way];
    const before = await standing();
    for (const knock of knocks[name] as Knock[]) {
      const { none, words } = await answerOf(knock, door);
      if (knock.rule === "none") expect(`${words.slice(0, 200)} → ${none}`).toBe(`${words.slice(0, 200)} → true`);
      // Refused for whose it is, not for how it was asked.
      expect(words).not.toMatch(/Invalid input|could not be understood|did not work/);
      expect(words).not.toMatch(new RegExp(`${secret}(?!”|\\.|&)|${phone.slice(2)}`));
      // To an id that nobody has the door says the very same.
      const toNobodys = none ? (await withNobodysIds(() => answerOf(knock, door))).words : "";
      expect(none ? words : "").toBe(toNobodys);
    }
    expect(await standing()).toBe(before);
  });
});

describe("a session that has ended", () => {
  const asked = { signedOut: "", removed: "" };
  beforeAll(async () => {
    asked.signedOut = await signInAs(ana);
    const [own] = (await db().execute<{ id: number }>(sql`SELECT max(id) AS id FROM sessions`)).rows;
    await endSession(db(), ana, own?.id as number);
    const [left] = (
      await db().execute<{ id: number }>(sql`
        INSERT INTO teammates (leader_id, name, mobile, role) VALUES (${ana.leaderId}, 'Left', '+13125550199', 'owner') RETURNING id`)
    ).rows;
    const former = { leaderId: ana.leaderId, teammateId: left?.id as number };
    asked.removed = await signInAs(former);
    await db().execute(sql`DELETE FROM teammates WHERE leader_id = ${former.leaderId} AND id = ${former.teammateId}`);
  });

  const open = others["are open to anybody, by a secret or a public name"] as RegExp;
  const closed = doors().filter(({ name }) => !open.test(name) || name.startsWith("live/"));

  it("has doors to knock at", () => expect(closed.length).toBeGreaterThan(90));

  it.each(closed)("opens nothing by a copied cookie: $name", async ({ name, file, way }) => {
    const door = (await import(join(process.cwd(), "app", file)))[way];
    const knock = knocks[name]?.[0] ?? plainKnock(way);
    const kept = browser.cookie;
    for (const [how, cookie] of Object.entries(asked)) {
      browser.cookie = cookie;
      const answer = await refusalOf(knock, door);
      browser.cookie = kept;
      expect([how, answer]).toEqual([how, "signed out"]);
    }
  });

  /** "signed out" where a door says so: 401, an action's refusal, or a page's way to sign in. Else what it answered. */
  async function refusalOf(knock: Knock, door: unknown): Promise<string> {
    try {
      const answer = await knock.ask(door as never);
      if (answer instanceof Response) return answer.status === 401 ? "signed out" : `${answer.status}`;
      const { ok, message } = answer as { ok: boolean; message: string };
      return !ok && /signed out/.test(message) ? "signed out" : JSON.stringify(answer);
    } catch (error) {
      const { digest } = error as { digest?: string };
      return String(digest).startsWith("NEXT_REDIRECT;replace;/sign-in") ? "signed out" : String(error);
    }
  }
});

describe("a query that forgot whose rows it reads", () => {
  /** Puts a view in the table's place that claims every row is Ana's, as if each query had lost its leader. */
  async function loseLeader(table: string): Promise<void> {
    const columns = await db().execute<{ name: string }>(
      sql`SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ${table}`,
    );
    const list = columns.rows.map(({ name }) => (name === "leader_id" ? `${ana.leaderId} AS leader_id` : `"${name}"`));
    await database.admin(`ALTER TABLE ${table} RENAME TO ${table}_kept`);
    await database.admin(`CREATE VIEW ${table} WITH (security_invoker) AS SELECT ${list.join()} FROM ${table}_kept`);
    await database.admin(`GRANT SELECT ON ${table} TO tenfour_system, tenfour_tenant`);
  }
  const secured = async (what: "ENABLE" | "DISABLE") => {
    for (const table of ["threads_kept", "members_kept"])
      await database.admin(`ALTER TABLE ${table} ${what} ROW LEVEL SECURITY`);
  };

  it("shows another leader's rows where the database lets it, and none of them where it does not", async () => {
    for (const table of ["threads", "members"]) await loseLeader(table);
    const { GET } = await import("@/app/(leader)/inbox/threads/route");
    const list = async () => {
      const context = {
        response: { statusCode: 200, headersSent: false },
        client: { address: "203.0.113.7", local: false },
      };
      const answer = await runInRequest(context, () => GET(new Request("http://tenfour.test/inbox/threads?view=all")));
      return answer.text();
    };
    await secured("DISABLE");
    expect(await list()).toContain(secret);
    await secured("ENABLE");
    const limited = await list();
    expect(limited).not.toContain(secret);
    expect(JSON.parse(limited)).toMatchObject({ threads: [] });
  });
});
