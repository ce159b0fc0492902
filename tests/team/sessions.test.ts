import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { stopListening } from "@/lib/live/listen";
import { openStream, streamsPerSession } from "@/lib/live/stream";
import { deviceName, maskedAddress } from "@/lib/team/device";
import { createLeader } from "@/lib/team/found";
import { teammateByMobile } from "@/lib/team/queries";
import { createSession, endSession, endSessions, findSession, isOpen, sessionsOf } from "@/lib/team/sessions";
import type { Teammate } from "@/lib/team/table";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { until } from "@/tests/program";

const visit = {
  userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36",
  address: "203.0.113.77",
};
let database: TestDatabase;
let ana: Teammate;
let who: { leaderId: number; teammateId: number };

beforeAll(async () => {
  database = await testDatabase();
  const mobile = "+17735550100";
  await createLeader(
    { name: "Ana", handle: "ana", mobile, number: "+17733659687", timeZone: "America/Chicago" },
    { buy: async () => {} },
  );
  ana = (await teammateByMobile(db(), mobile)) as Teammate;
  who = { leaderId: ana.leaderId, teammateId: ana.id };
});
afterAll(async () => {
  await stopListening();
  await database.close();
});
beforeEach(() => db().execute(sql`truncate sessions`));

describe("a session", () => {
  test("is a row that says which device, and from where, without naming a household", async () => {
    const token = await createSession(db(), ana, visit);
    const [row] = await sessionsOf(db(), ana.leaderId, ana.id);
    expect(row).toMatchObject({ id: token.sessionId, device: "Chrome on macOS", address: "203.0.113.x" });
    expect(JSON.stringify(row)).not.toContain(token.sessionKey);
    expect((await findSession(db(), token))?.teammate.name).toBe("Ana");
  });

  test("is nothing with another key, another leader, after 30 days, or after its teammate was removed", async () => {
    const token = await createSession(db(), ana, visit);
    expect(await findSession(db(), { ...token, sessionKey: "guess" })).toBeNull();
    expect(await findSession(db(), { ...token, leaderId: ana.leaderId + 1 })).toBeNull();
    await db().execute(sql`update sessions set teammate_id = 2000000000`);
    expect(await findSession(db(), token)).toBeNull();
    await db().execute(sql`update sessions set teammate_id = ${ana.id}, expires_at = expires_at - interval '30 days'`);
    expect(await findSession(db(), token)).toBeNull();
    expect(await isOpen(db(), ana.leaderId, token.sessionId)).toBe(false);
  });

  test("writes down when it was last seen, at most once a minute", async () => {
    const token = await createSession(db(), ana, visit);
    const lastSeen = async () => (await sessionsOf(db(), ana.leaderId, ana.id))[0]?.lastSeenAt.getTime() as number;
    const first = await lastSeen();
    await findSession(db(), token, { ...visit, address: "198.51.100.9" });
    expect(await lastSeen()).toBe(first);
    await db().execute(sql`update sessions set last_seen_at = now() - interval '2 minutes'`);
    await findSession(db(), token, { ...visit, address: "198.51.100.9" });
    expect(await lastSeen()).toBeGreaterThan(first - 1000);
    expect((await sessionsOf(db(), ana.leaderId, ana.id))[0]?.address).toBe("198.51.100.x");
  });

  test("ends alone, or with all others but the one at hand", async () => {
    const [one, two, here] = [
      await createSession(db(), ana, visit),
      await createSession(db(), ana, visit),
      await createSession(db(), ana, visit),
    ];
    expect(await endSession(db(), { ...who, teammateId: ana.id + 1 }, one.sessionId)).toBe(false);
    expect(await endSession(db(), who, one.sessionId)).toBe(true);
    expect(await findSession(db(), one)).toBeNull();
    expect(await endSessions(db(), who, here.sessionId)).toBe(1);
    expect(await findSession(db(), two)).toBeNull();
    expect(await findSession(db(), here)).not.toBeNull();
  });
});

describe("an event stream", () => {
  /** Opens one and reads along; `state.open` turns false when the server closes it. */
  function listenAs(sessionId: number) {
    const state = { open: true, text: "" };
    const abort = new AbortController();
    const stream = openStream({
      leaderId: ana.leaderId,
      sessionId,
      isSignedIn: () => isOpen(db(), ana.leaderId, sessionId),
      signal: abort.signal,
    });
    void (async () => {
      for await (const chunk of stream) state.text += Buffer.from(chunk).toString();
      state.open = false;
    })();
    return { state, abort };
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

  test("closes when its session ends, also where another process ended it, and no other closes", async () => {
    const [mine, other] = [await createSession(db(), ana, visit), await createSession(db(), ana, visit)];
    const [one, two] = [listenAs(mine.sessionId), listenAs(other.sessionId)];
    await listening();
    const elsewhere = new pg.Client({ connectionString: database.url });
    await elsewhere.connect();
    await elsewhere.query("SELECT pg_notify('tenfour_live', $1)", [
      JSON.stringify({ leaderId: ana.leaderId, closed: [mine.sessionId] }),
    ]);
    await elsewhere.end();
    await until("the stream's end", () => !one.state.open);
    expect(two.state.open).toBe(true);
    await endSession(db(), who, other.sessionId);
    await until("the other stream's end", () => !two.state.open);
  });

  test("whose session ended while the connection to the database was lost closes when it is back", async () => {
    const token = await createSession(db(), ana, visit);
    const { state } = listenAs(token.sessionId);
    await listening();
    await db().execute(sql`delete from sessions`);
    expect(state.open).toBe(true);
    await db().execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'LISTEN%'`,
    );
    await until("the stream's end", () => !state.open);
  });

  test("past the limit of its session the oldest closes", async () => {
    const token = await createSession(db(), ana, visit);
    const streams = Array.from({ length: streamsPerSession + 2 }, () => listenAs(token.sessionId));
    await until("the oldest two's end", () => !streams[0]?.state.open && !streams[1]?.state.open);
    expect(streams.filter((one) => one.state.open)).toHaveLength(streamsPerSession);
    streams[5]?.abort.abort();
    await until("an aborted one's end", () => !streams[5]?.state.open);
    const next = listenAs(token.sessionId);
    await until("its first words", () => next.state.text !== "");
    expect(streams[2]?.state.open).toBe(true);
    for (const one of [...streams, next]) one.abort.abort();
  });
});

test.each([
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Safari on iPhone",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"],
  ["", "Unknown browser"],
  ["x".repeat(10_000), "Unknown browser"],
])("a device is called by browser and system: %#", (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});

test.each([
  ["203.0.113.77", "203.0.113.x"],
  ["::ffff:203.0.113.77", "203.0.113.x"],
  ["2001:db8:12:34::1", "2001:db8:12:…"],
  ["unknown", ""],
])("%s is shown as %j", (address, shown) => {
  expect(maskedAddress(address)).toBe(shown);
});
