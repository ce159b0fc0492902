import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { sessionCookie, sessionSecret } from "@/lib/team/session-cookie";
import { createSession } from "@/lib/team/sessions";
import { runInRequest } from "@/lib/web/request-context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { settle } from "../doors/bob";
import { type Knock, knocks } from "../doors/knocks";
import { doors } from "../doors/on-disk";
import { hostile, hostileJson, variants } from "./hostile";
import { sample } from "./sample";

/**
 * Every route, page and action of the dashboard with parameters that no screen sends: too large, not of their type, NUL,
 * half of a surrogate pair, broken cursors. None of them may fail: it says what is wrong, or that nothing is there. Only
 * the way the session's cookie arrives is made up.
 */
const browser = { cookie: "" };
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: (name: string) => (name === sessionCookie() ? { value: browser.cookie } : undefined) }),
}));

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const { leaderId, teammateId } = await settle();
  const token = await createSession(db(), { leaderId, id: teammateId }, { userAgent: "", address: "" });
  browser.cookie = await encode({ token, secret: sessionSecret() });
});
afterAll(() => database.close());

/** What a request to `door` came to; null where that is fine. */
async function failureOf(ask: () => unknown): Promise<string | null> {
  try {
    const answer = await runInRequest(
      { response: { statusCode: 200, headersSent: false }, client: { address: "192.0.2.1", local: false } },
      async () => ask(),
    );
    if (answer instanceof Response) {
      if (answer.status >= 500 || answer.status === 401) return `status ${answer.status} ${await answer.text()}`;
      // A file that is being made fails only while it is read.
      await answer.text();
      return null;
    }
    const message = (answer as { message?: string } | null)?.message ?? "";
    return /^(That did not work|You are signed out)/.test(message) ? message : null;
  } catch (error) {
    const { digest } = error as { digest?: string };
    if (/^NEXT_(REDIRECT|HTTP_ERROR_FALLBACK;404)/.test(digest ?? "")) return null;
    return String((error as Error).cause ?? error).slice(0, 200);
  }
}

const shared = ["q", "tag", "segment", "status", "sort", "after", "before", "ids", "columns"];

/** The names of the parameters that a route's file mentions, and those that routes share, which it may only pass on. */
function parametersOf(file: string): { own: string[]; passedOn: string[] } {
  const text = readFileSync(join("app", file), "utf8");
  const found = [...text.matchAll(/(?:get|has)\("(\w+)"\)|^ {2}(\w+): z|(\w+): z\./gm)].map(
    (one) => (one[1] ?? one[2] ?? one[3]) as string,
  );
  return { own: [...new Set(found)], passedOn: shared.filter((name) => !found.includes(name)) };
}

type Door = (...given: unknown[]) => unknown;

function* requestsTo(door: Door, file: string, knock: Knock): Generator<[string, () => unknown]> {
  const [first, context] = givenBy(knock) as [unknown, { params?: Promise<Record<string, string>> } | undefined];
  if (!(first instanceof Request)) {
    const props = first as { params?: Promise<Record<string, string>> };
    if (!(props.params instanceof Promise)) {
      for (const input of variants(first, hostileJson)) yield [short(input), () => door(input)];
      return;
    }
    for (const value of hostile) {
      const params = props.params.then((all) => withAll(all, value));
      yield [`page ${short(value)}`, () => door({ params, searchParams: Promise.resolve({}) })];
    }
    return;
  }
  for (const value of hostile) {
    const params = context?.params?.then((all) => withAll(all, value));
    yield [`params ${short(value)}`, () => door(new Request(first.url), { params })];
  }
  const { own, passedOn } = parametersOf(file);
  const asked = [
    ...own.map((name) => [name, hostile] as const),
    ...passedOn.map((name) => [name, sample(hostile, 6)] as const),
  ];
  for (const [name, values] of asked) {
    for (const value of values) {
      const url = new URL(first.url);
      url.searchParams.set(name, String(value));
      yield [`${name}=${short(value)}`, () => door(new Request(url), context)];
    }
    for (const value of sample(hostile, 6)) {
      const url = new URL(first.url);
      url.searchParams.append(name, String(value));
      url.searchParams.append(name, "1");
      yield [`${name}=${short(value)} twice`, () => door(new Request(url), context)];
    }
  }
}

/** What a knock gives to its door. */
function givenBy(knock: Knock): unknown[] {
  const given: unknown[] = [];
  knock.ask(((...all: unknown[]) => void given.push(...all)) as never);
  return given;
}

const withAll = (all: Record<string, string>, value: unknown) =>
  Object.fromEntries(Object.keys(all).map((name) => [name, String(value)]));
const short = (value: unknown) => (JSON.stringify(value) ?? "undefined").slice(0, 120);

describe("parameters that no screen sends", () => {
  const named = Object.keys(knocks).filter((name) => !name.endsWith("route.ts POST"));
  test.each(named)(
    "%s",
    async (name) => {
      const [file, way] = [name.slice(0, name.lastIndexOf(" ")), name.slice(name.lastIndexOf(" ") + 1)];
      const door = (await import(join(process.cwd(), "app", file)))[way] as Door;
      const failures: string[] = [];
      for (const knock of knocks[name] as Knock[]) {
        for (const [what, ask] of requestsTo(door, file, knock)) {
          const failure = await failureOf(ask);
          if (failure) failures.push(`${what} → ${failure}`);
        }
      }
      expect(failures.slice(0, 5)).toEqual([]);
    },
    120_000,
  );

  const others = doors().filter(
    ({ name, way, file }) => !(name in knocks) && way !== "default" && !/route\.tsx?$/.test(file),
  );
  test.each(others.map(({ name }) => name))(
    "%s",
    async (name) => {
      const [file, way] = [name.slice(0, name.lastIndexOf(" ")), name.slice(name.lastIndexOf(" ") + 1)];
      const door = (await import(join(process.cwd(), "app", file)))[way] as Door;
      const failures: string[] = [];
      for (const input of [...hostileJson, undefined]) {
        const failure = await failureOf(() => door(input));
        if (failure) failures.push(`${short(input)} → ${failure}`);
      }
      expect(failures.slice(0, 5)).toEqual([]);
    },
    120_000,
  );

  const posts = Object.keys(knocks).filter((name) => name.endsWith("route.ts POST"));
  test.each(posts)(
    "%s",
    async (name) => {
      const file = name.slice(0, name.lastIndexOf(" "));
      const door = (await import(join(process.cwd(), "app", file))).POST as Door;
      const failures: string[] = [];
      for (const knock of knocks[name] as Knock[]) {
        const [request] = givenBy(knock) as [Request];
        for (const input of variants(await request.json(), hostileJson)) {
          const body = JSON.stringify(input);
          const failure = await failureOf(() =>
            door(new Request("http://tenfour.test/", { method: "POST", body }), {}),
          );
          if (failure) failures.push(`${short(input)} → ${failure}`);
        }
      }
      expect(failures.slice(0, 5)).toEqual([]);
    },
    120_000,
  );
});
