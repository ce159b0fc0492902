import { sql } from "drizzle-orm";
import NextAuth from "next-auth";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { authOptions } from "@/lib/team/auth";
import { codeFor, requestCode } from "@/lib/team/codes";
import { createLeader } from "@/lib/team/found";
import { currentTeammate } from "@/lib/team/session";
import { type TestDatabase, testDatabase } from "@/tests/database";

/** next-auth's own routes, with a jar of cookies in the place of a browser. */
const jar = new Map<string, string>();
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ "user-agent": "Mozilla/5.0 Firefox/145.0" }),
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string) => jar.set(name, value),
  }),
}));

const mobile = "+17735550100";
let database: TestDatabase;
beforeEach(() => db().execute(sql`truncate rate_limits, sign_in_guards`));
beforeAll(async () => {
  database = await testDatabase();
  process.env.NEXTAUTH_URL = "http://tenfour.test";
  await createLeader(
    { name: "Ana", handle: "ana", mobile, number: "+17733659687", timeZone: "America/Chicago" },
    { buy: async () => {} },
  );
});
afterAll(() => database.close());

type Answer = { status: number; body: unknown; cookies: string[] };

/** Asks one of next-auth's routes, by its handler that takes a plain request, and keeps the cookies it sets. */
async function ask(path: string, form?: Record<string, string>): Promise<Answer> {
  const answer: Answer = { status: 200, body: undefined, cookies: [] };
  const response = {
    status(status: number) {
      answer.status = status;
      return response;
    },
    getHeader: (name: string) => (name === "Set-Cookie" ? answer.cookies : undefined),
    setHeader(name: string, value: string[]) {
      if (name === "Set-Cookie") answer.cookies = value;
      return response;
    },
    json(body: unknown) {
      answer.body = body;
    },
    send(body: unknown) {
      answer.body = body;
    },
    end() {},
  };
  const request = {
    method: form ? "POST" : "GET",
    headers: { "user-agent": "Mozilla/5.0 Firefox/145.0" },
    cookies: Object.fromEntries(jar),
    query: { nextauth: path.split("/") },
    body: form && { ...form, csrfToken: jar.get("csrf") ?? "", json: "true" },
  };
  await NextAuth(authOptions())(request, response);
  for (const cookie of answer.cookies) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (name && value) jar.set(name, decodeURIComponent(value));
    else if (name) jar.delete(name);
  }
  return answer;
}

async function signIn(): Promise<Answer> {
  await csrf();
  await requestCode(mobile, { userAgent: "", address: "192.0.2.1" });
  const { rows } = await db().execute<{ fill: string }>(sql`select fill from messages order by id desc limit 1`);
  return ask("callback/credentials", { mobile, code: codeFor(rows[0]?.fill as string) });
}

async function csrf(): Promise<void> {
  jar.set("csrf", ((await ask("csrf")).body as { csrfToken: string }).csrfToken);
}

describe("signing in and out", () => {
  test("leaves a session, and a cookie that scripts and other sites do not get", async () => {
    const { cookies } = await signIn();
    const cookie = cookies.find((one) => one.startsWith("tenfour_session="));
    expect(cookie).toMatch(/; Path=\/; .*; HttpOnly; SameSite=Lax$/);
    expect(await currentTeammate()).toMatchObject({ name: "Ana", role: "owner" });
  });

  test("a cookie copied before signing out opens nothing afterwards", async () => {
    await signIn();
    const copied = jar.get("tenfour_session") as string;
    await ask("signout", {});
    expect(jar.has("tenfour_session")).toBe(false);
    jar.set("tenfour_session", copied);
    expect(await currentTeammate()).toBeNull();
    expect((await ask("session")).body).toEqual({});
    expect(jar.has("tenfour_session")).toBe(false);
  });

  test("next-auth's own session says nothing but when it ends", async () => {
    await signIn();
    expect(Object.keys((await ask("session")).body as object)).toEqual(["expires"]);
    expect(await currentTeammate()).toMatchObject({ name: "Ana" });
  });
});

test("a wrong code leaves no session", async () => {
  jar.clear();
  await csrf();
  expect((await ask("callback/credentials", { mobile, code: "000000" })).status).toBe(401);
  expect(await currentTeammate()).toBeNull();
});
