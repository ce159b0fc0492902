import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { GET } from "@/app/simulator/api/[...path]/route";
import { db } from "@/lib/db/client";
import { stopListening } from "@/lib/live/listen";
import { streamsPerSession } from "@/lib/live/open-streams";
import { createLeader } from "@/lib/team/found";
import { removeTeammate } from "@/lib/team/members";
import { checkSimulatorToken } from "@/lib/team/operator-access";
import { addTeammate, teammateByMobile } from "@/lib/team/queries";
import { sessionCookie, sessionSecret } from "@/lib/team/session-cookie";
import { createSession, endSession } from "@/lib/team/sessions";
import type { Teammate } from "@/lib/team/table";
import { account, startDesk } from "@/tests/carrier/simulator/desk";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { fromClient } from "@/tests/from-client";
import { until } from "@/tests/program";

const browser = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: (name: string) => (name === sessionCookie() ? { value: browser.cookie } : undefined) }),
}));

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof startDesk>>;
let ana: Teammate;
const opened: Stream[] = [];

beforeAll(async () => {
  database = await testDatabase();
  desk = await startDesk("http://127.0.0.1:9");
  vi.stubEnv("TENFOUR_SIM_URL", desk.url);
  vi.stubEnv("TENFOUR_SIM_KEY", account.apiSecret);
  const mobile = "+17735550100";
  await createLeader(
    { name: "Ana", handle: "ana", mobile, number: "+17733659687", timeZone: "America/Chicago" },
    { buy: async () => {} },
  );
  ana = (await teammateByMobile(db(), mobile)) as Teammate;
});
beforeEach(async () => {
  for (const stream of opened.splice(0)) stream.abort.abort();
  browser.cookie = "";
  await db().execute(sql`truncate sessions, leader_limits`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stopListening();
  await desk.close();
  await database.close();
});

type Stream = { open: boolean; text: string; abort: AbortController };

/** Opens the page's event stream and reads along; `open` turns false when the server closes it. */
async function listen(address = "203.0.113.7", headers: Record<string, string> = {}): Promise<Stream> {
  const stream: Stream = { open: true, text: "", abort: new AbortController() };
  opened.push(stream);
  const request = new Request("http://tenfour.test/simulator/api/events", { headers, signal: stream.abort.signal });
  const answer = await fromClient({ address }, () => GET(request, { params: Promise.resolve({ path: ["events"] }) }));
  expect(answer.status).toBe(200);
  void (async () => {
    for await (const chunk of answer.body as ReadableStream<Uint8Array>) stream.text += Buffer.from(chunk).toString();
    stream.open = false;
  })().catch(() => {
    stream.open = false;
  });
  await until("its first words", () => stream.text !== "");
  return stream;
}

async function signIn(who = ana) {
  const token = await createSession(db(), who, { userAgent: "", address: "203.0.113.7" });
  browser.cookie = await encode({ token, secret: sessionSecret() });
  return token;
}

async function tokenHeader() {
  vi.stubEnv("TENFOUR_SIMULATOR_TOKEN_HASH", createHash("sha256").update("right").digest("hex"));
  const answer = await checkSimulatorToken("right", "203.0.113.7");
  return { cookie: `tenfour_simulator=${answer.right ? answer.cookie : ""}` };
}

const listening = () =>
  until(
    "LISTEN",
    async () =>
      (
        await db().execute(
          sql`select 1 from pg_stat_activity where datname = current_database() and query like 'LISTEN%'`,
        )
      ).rows.length > 0,
  );

test("the operator's streams of the simulator close at sign-out, and no other's do", async () => {
  const [first, one] = [await signIn(), await listen()];
  const [, two] = [await signIn(), await listen()];
  await listening();
  await endSession(db(), { leaderId: ana.leaderId, teammateId: ana.id }, first.sessionId);
  await until("the stream's end", () => !one.open);
  expect(two.open).toBe(true);
});

test("and when the operator is removed from the team, whose other streams stay", async () => {
  const [kept, eve] = await Promise.all(
    ["+17735550107", "+17735550108"].map((mobile) =>
      addTeammate(db(), { leaderId: ana.leaderId, name: "Eve", mobile, role: "owner" }),
    ),
  );
  await signIn(kept);
  const stays = await listen();
  await signIn(eve);
  const ends = await listen();
  await listening();
  await removeTeammate(ana.leaderId, (eve as Teammate).id);
  await until("the stream's end", () => !ends.open);
  expect(stays.open).toBe(true);
  // And the cookie opens no new one.
  const request = new Request("http://tenfour.test/simulator/api/events");
  const again = await fromClient({ address: "203.0.113.7" }, () =>
    GET(request, { params: Promise.resolve({ path: ["events"] }) }),
  );
  expect(again.status).toBe(404);
});

test("and when the leader is suspended while nobody was told", async () => {
  await signIn();
  const stream = await listen();
  await listening();
  await db().execute(sql`INSERT INTO leader_limits (leader_id, suspended_at) VALUES (${ana.leaderId}, now())`);
  await db().execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'LISTEN%'`,
  );
  await until("the stream's end", () => !stream.open);
});

test("past the limit of a session the oldest closes", async () => {
  await signIn();
  const streams: Stream[] = [];
  for (let at = 0; at < streamsPerSession + 2; at++) streams.push(await listen());
  await until("the oldest two's end", () => !streams[0]?.open && !streams[1]?.open);
  expect(streams.filter((one) => one.open)).toHaveLength(streamsPerSession);
});

test("past the limit of a visitor with the token, too, and others keep theirs", async () => {
  const headers = await tokenHeader();
  const other = await listen("198.51.100.9", headers);
  const streams: Stream[] = [];
  for (let at = 0; at < streamsPerSession + 1; at++) streams.push(await listen("203.0.113.7", headers));
  await until("the oldest one's end", () => !streams[0]?.open);
  expect(streams.filter((one) => one.open)).toHaveLength(streamsPerSession);
  expect(other.open).toBe(true);
});

test("the page's way to the simulator leads to the page's part of it only, whatever is in the path", async () => {
  await signIn();
  const ask = (...path: string[]) =>
    fromClient({ address: "203.0.113.7" }, () =>
      GET(new Request("http://tenfour.test/simulator/api/x"), { params: Promise.resolve({ path }) }),
    );
  expect((await ask("phones")).status).toBe(200);
  for (const path of [
    ["%zz"],
    ["..", "messages"],
    [".", "phones"],
    ["%2e%2e", "messages"],
    ["..%2fmessages"],
    ["\ud800"],
  ]) {
    const answer = await ask(...path);
    expect([path, answer.status, await answer.text()]).toEqual([path, 404, expect.stringMatching(/door|Not found/)]);
  }
});
