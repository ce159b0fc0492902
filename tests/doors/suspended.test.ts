import { join } from "node:path";
import { sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db/client";
import { suspendedSentence, suspendLeader } from "@/lib/operator/suspension";
import { sessionSecret } from "@/lib/team/session-cookie";
import { createSession } from "@/lib/team/sessions";
import { runInRequest } from "@/lib/web/request-context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { bob, settle, standing } from "./bob";
import { browser, plainKnock } from "./browser";
import { knocks } from "./knocks";
import { doors, others } from "./on-disk";

/** Every route, action and page with an id, asked by the owner of a suspended leader for what is their own. */
vi.mock("next/headers", async () => (await import("./browser")).nextHeaders);

// The first import of a page compiles it.
vi.setConfig({ testTimeout: 60_000 });

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await settle();
  const token = await createSession(db(), { leaderId: bob.id, id: bob.teammate }, { userAgent: "", address: "" });
  browser.cookie = await encode({ token, secret: sessionSecret() });
  // The session's last visit is noted once a minute, which is not what is looked at here.
  await db().execute(sql`UPDATE sessions SET last_seen_at = now() + interval '1 hour' WHERE leader_id = ${bob.id}`);
  await suspendLeader(bob.id, "spam");
});
afterAll(() => database.close());

const open = others["are open to anybody, by a secret or a public name"] as RegExp;
const closed = doors().filter(({ name }) => !open.test(name) || name.startsWith("live/"));
const signsOut = /settings\/security\/actions\.ts (signOut(Device|Others)|forgetKnownDevice)$/;

async function ask(name: string): Promise<string> {
  const [file, way] = [name.slice(0, name.lastIndexOf(" ")), name.slice(name.lastIndexOf(" ") + 1)];
  const handler = (await import(join(process.cwd(), "app", file)))[way];
  const response = { statusCode: 200, headersSent: false };
  try {
    const answer = await runInRequest({ response, client: { address: "203.0.113.7", local: false } }, () =>
      (knocks[name]?.[0] ?? plainKnock(way)).ask(handler as never),
    );
    return answer instanceof Response ? await answer.text() : JSON.stringify(answer);
  } catch (error) {
    const { digest } = error as { digest?: string };
    return String(digest).startsWith("NEXT_REDIRECT;replace;/settings;") ? "to the settings" : String(error);
  }
}

describe("a suspended leader's team", () => {
  it("has routes and actions to try", () => expect(closed.length).toBeGreaterThan(90));

  it.each(closed.map(({ name }) => name).filter((name) => !signsOut.test(name)))(
    "is refused with a sentence by %s",
    async (name) => {
      const before = await standing();
      const said = await ask(name);
      if (name.endsWith(" default")) expect(said).toBe("to the settings");
      else expect(said).toContain(suspendedSentence);
      expect(await standing()).toBe(before);
    },
  );

  it("can sign out on other devices", async () => {
    const other = closed.find(({ name }) => name.endsWith("signOutOthers"))?.name as string;
    expect(JSON.parse(await ask(other))).toMatchObject({ ok: true });
  });

  it("can read the settings, and nothing else", async () => {
    const { requireTeammate } = await import("@/lib/team/session");
    const context = {
      response: { statusCode: 200, headersSent: false },
      client: { address: "203.0.113.7", local: false },
    };
    for (const path of ["/settings", "/settings/numbers", "/settings?x=1"]) {
      browser.path = path;
      expect(await runInRequest(context, () => requireTeammate())).toMatchObject({ suspended: true });
    }
    for (const path of ["/inbox", "/members/1", "/broadcasts/new", "/settingsx"]) {
      browser.path = path;
      await expect(runInRequest(context, () => requireTeammate())).rejects.toMatchObject({
        digest: expect.stringMatching(/^NEXT_REDIRECT;replace;\/settings;/),
      });
    }
  });
});

describe("a suspended leader's public pages", () => {
  it.each([
    ["[handle]/route.tsx", "This page isn’t available"],
    ["[handle]/embed/route.tsx", "This page isn’t available"],
    ["card/[handle]/route.ts", "This contact card isn’t available."],
  ])("%s is not available", async (file, sentence) => {
    const { GET } = await import(join(process.cwd(), "app", file));
    const answer: Response = await GET(new Request("http://tenfour.test/bob"), {
      params: Promise.resolve({ handle: "bob" }),
    });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain(sentence);
  });
});
