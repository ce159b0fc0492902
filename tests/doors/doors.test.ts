import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runInRequest } from "@/lib/web/request-context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { phone, secret, settle, standing, withNobodysIds } from "./bob";
import { type Knock, knocks } from "./knocks";
import { doors, others } from "./on-disk";

/**
 * Every door that a teammate may knock at, with the ids of another leader's things. The doors are found on the disk: a new
 * one fails here until it is said what it does with ids. Only who is signed in is made up; the rest is the real program.
 */
const session = { teammateId: 0, leaderId: 0 };
vi.mock("next-auth", async (original) => ({
  ...(await original<typeof import("next-auth")>()),
  getServerSession: async () => session,
}));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined }),
}));

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  Object.assign(session, await settle());
});
afterAll(() => database.close());

/** `none`: it was answered 404, with whatever words. */
async function answerOf(knock: Knock, door: unknown): Promise<{ none: boolean; words: string }> {
  const http = { statusCode: 200, headersSent: false };
  try {
    const answer = await runInRequest({ response: http }, () => knock.ask(door as never));
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
