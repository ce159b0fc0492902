import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { reachesAt } from "@/lib/broadcasts/audience";
import { cancelBroadcast, pauseBroadcast, resumeBroadcast } from "@/lib/broadcasts/control";
import { countersOf } from "@/lib/broadcasts/counters";
import { previewAudience } from "@/lib/broadcasts/preview";
import { scheduleBroadcast, startBroadcast } from "@/lib/broadcasts/schedule";
import { OpenHours, verdictOn } from "@/lib/broadcasts/verdict";
import { db } from "@/lib/db/client";
import { readConversation } from "@/lib/threads/conversation";
import { until } from "../program";
import { closedZone, openZone } from "../zones";
import { PostOffice } from "./post-office";

vi.setConfig({ testTimeout: 200_000 });
let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open();
  await db().execute(sql`UPDATE leaders SET broadcasts_per_day = NULL`);
  office.work();
}, 120_000);
afterAll(() => office.close());

const which = (id: number) => ({ leaderId: office.leaderId, id });
const alone = () => office.alone();
const pace = (partsPerSecond: number | null) => office.pace(partsPerSecond);
const textsTo = async (phone: string) => (await office.simulator.phones.accepted(phone)).map((one) => one.text);
const reasonOf = async (id: number, memberId: number) =>
  (
    await db().execute<{ state: string; error_code: string | null }>(
      sql`SELECT state, error_code FROM deliveries WHERE broadcast_id = ${id} AND member_id = ${memberId}`,
    )
  ).rows[0];
const agree = (id: number) => office.agrees(id);

describe("a broadcast", () => {
  it("reaches everyone once, with their own name, and is counted as the rows are", async () => {
    const members = await office.members(60);
    const id = await office.draft("Hello {{ first_name }}");
    expect(await startBroadcast(which(id))).toEqual({ refused: null, already: false, state: "preparing" });
    const again = await Promise.all(Array.from({ length: 5 }, () => startBroadcast(which(id))));
    expect(again.every((one) => one.already && one.refused === null)).toBe(true);
    const counters = await office.becomes(id, { state: "finished", delivered: 60 });
    expect(counters).toMatchObject({ recipients: 60, waiting: 0, sending: 0, sent: 0, failed: 0, parts: 60 });
    const accepted = await office.simulator.phones.accepted();
    expect(accepted.map((one) => one.to).sort()).toEqual(members.map((one) => one.phone).sort());
    expect(new Set(accepted.map((one) => one.text)).size).toBe(60);
    expect(accepted[0]?.text).toMatch(/^Hello Fan \d+$/);
    await agree(id);
  });

  it("stands in the thread of each member, with the share of the audience", async () => {
    const [member] = (await db().execute<{ id: number }>(sql`SELECT id FROM members ORDER BY id LIMIT 1`)).rows;
    const thread = await readConversation(db(), office.leaderId, member?.id as number, "America/Chicago");
    expect(thread?.messages).toMatchObject([
      {
        kind: "broadcast",
        body: "Hello Fan 1",
        state: "delivered",
        outbound: true,
        audience: { recipients: 60, reachable: 60 },
      },
    ]);
    expect(thread?.messages[0]?.id).toBeLessThan(0);
  });

  it("to nobody is over at once", async () => {
    await alone();
    const id = await office.draft();
    expect((await startBroadcast(which(id))).refused).toMatch(/Nobody would get this/);
    // Whoever it was for left between the start and the snapshot.
    await office.members(1);
    await office.rest();
    await startBroadcast(which(id));
    await alone();
    office.work();
    await office.becomes(id, { state: "finished", recipients: 0 });
  });

  it("of another leader cannot be started, paused or read", async () => {
    const id = await office.draft();
    const other = { leaderId: office.leaderId + 1, id };
    for (const door of [startBroadcast, pauseBroadcast, resumeBroadcast, cancelBroadcast])
      expect((await door(other)).refused).toMatch(/doesn’t exist/);
    expect(await countersOf(db(), other.leaderId, id)).toBeNull();
  });

  it("does not go to who joins after its recipients were set", async () => {
    await alone();
    await pace(1);
    await office.members(4);
    const id = await office.draft("Only for you who were here");
    await startBroadcast(which(id));
    await until("the snapshot", async () => (await office.counters(id)).recipients === 4, 60_000);
    const late = await office.members(3);
    await pace(null);
    await office.becomes(id, { state: "finished", recipients: 4, delivered: 4 });
    for (const one of late) expect(await textsTo(one.phone)).toEqual([]);
    await agree(id);
  });

  it("carries the opt-out line to whom it is due, once a month, and counts its parts", async () => {
    await alone();
    const [due, done] = await office.members(2);
    await db().execute(sql`UPDATE members SET last_opt_out_line_at = now() - interval '40 days' WHERE id = ${due?.id}`);
    const words = "x".repeat(150);
    const first = await office.draft(words);
    await startBroadcast(which(first));
    await office.becomes(first, { state: "finished", delivered: 2, parts: 3 });
    expect(await textsTo(due?.phone as string)).toEqual([`${words}\nReply STOP to opt out`]);
    expect(await textsTo(done?.phone as string)).toEqual([words]);
    const second = await office.draft("Again");
    await startBroadcast(which(second));
    await office.becomes(second, { state: "finished", delivered: 2 });
    expect((await textsTo(due?.phone as string))[1]).toBe("Again");
  });
});

describe("stopping (47 CFR 64.1200(a)(10))", () => {
  it("who opts out after the snapshot is not sent to, whatever queue they stand in", async () => {
    await alone();
    await pace(2);
    const members = await office.members(12);
    const id = await office.draft();
    await startBroadcast(which(id));
    await until("the first to leave", async () => (await office.counters(id)).waiting < 12, 60_000);
    const last = members.at(-1);
    await office.simulator.phones.text(last?.phone as string, office.number, "Stop.");
    await until(
      "the STOP to be understood",
      async () => {
        const { rows } = await db().execute(sql`SELECT 1 FROM members WHERE id = ${last?.id} AND status = 'opted_out'`);
        return rows.length > 0;
      },
      60_000,
    );
    await pace(null);
    await office.becomes(id, { state: "finished", withheld: 1, delivered: 11, optOuts: 0 });
    expect(await reasonOf(id, last?.id as number)).toEqual({ state: "withheld", error_code: "opted_out" });
    expect((await textsTo(last?.phone as string)).filter((text) => text === "Hello all")).toEqual([]);
    await agree(id);
  });

  it("muted, blocked, asking to stop, dead numbers and deleted members are looked at again too", async () => {
    await alone();
    await pace(1);
    const members = await office.members(7);
    const id = await office.draft();
    await startBroadcast(which(id));
    await until("the snapshot", async () => (await office.counters(id)).recipients === 7, 60_000);
    const [muted, blocked, asking, dead, gone] = members.slice(2).map((member) => member.id);
    await db().execute(sql`UPDATE members SET muted_at = now() WHERE id = ${muted}`);
    await db().execute(sql`UPDATE members SET blocked_at = now() WHERE id = ${blocked}`);
    await db().execute(sql`UPDATE members SET held_at = now() WHERE id = ${asking}`);
    await db().execute(sql`UPDATE members SET unreachable_at = now() WHERE id = ${dead}`);
    await db().execute(sql`DELETE FROM members WHERE id = ${gone}`);
    await pace(null);
    await office.becomes(id, { state: "finished", withheld: 5, delivered: 2 });
    const codes = await Promise.all([muted, blocked, asking, dead, gone].map((one) => reasonOf(id, one as number)));
    expect(codes.map((one) => one?.error_code)).toEqual([
      "muted",
      "blocked",
      "asked_to_stop",
      "unreachable",
      "deleted",
    ]);
  });

  it("a text that nobody has understood yet may be a STOP: the sender waits for it", async () => {
    await alone();
    const [member] = await office.members(1);
    const from = member?.phone as string;
    await db().execute(sql`
      INSERT INTO arrivals (kind, key, content) VALUES ('text', 'held-back', jsonb_build_object('from', ${from}::text, 'to', 'x'))`);
    // Understood by nobody while the digester holds its lock elsewhere: here it is simply asked of the rule.
    const nothing = { held: false, muted: false, blocked: false, full: false };
    const one = { exists: true, reachable: true, status: "active", ...nothing };
    const at = { timeZone: openZone(), state: null, areaCode: null };
    const plan = { kind: "now" as const, notAfter: null, overrideCap: false };
    const hours = new OpenHours();
    const now = new Date();
    expect(verdictOn({ ...one, ...at, unread: true }, plan, hours, now)).toMatchObject({ do: "wait", window: false });
    expect(verdictOn({ ...one, ...at, unread: false }, plan, hours, now)).toEqual({ do: "send" });
  });

  it("a carrier's report of opt-out opts the member out here as well, and counts as failed", async () => {
    await alone();
    const [member] = await office.members(1);
    await office.simulator.phones.switches({ failures: 1, failureCode: "1240" });
    const id = await office.draft();
    await startBroadcast(which(id));
    await office.becomes(id, { state: "finished", failed: 1 });
    await office.simulator.phones.switches({ failures: 0 });
    const { rows } = await db().execute(sql`SELECT 1 FROM members WHERE id = ${member?.id} AND status = 'opted_out'`);
    expect(rows).toHaveLength(1);
  });

  it("answers and opt-outs are counted of the newest broadcast, each member once; a STOP is no answer", async () => {
    await alone();
    const [talker, leaver] = await office.members(2);
    const id = await office.draft();
    await startBroadcast(which(id));
    await office.becomes(id, { state: "finished", delivered: 2 });
    for (const text of ["yes please", "and more"])
      await office.simulator.phones.text(talker?.phone as string, office.number, text);
    await office.simulator.phones.text(leaver?.phone as string, office.number, "STOP");
    await office.becomes(id, { replies: 1, optOuts: 1 });
  });
});

describe("when", () => {
  it("who is asleep waits for their morning, and blocks nobody", async () => {
    await alone();
    await office.members(5, { timeZone: closedZone() });
    await office.members(20);
    const id = await office.draft();
    await startBroadcast(which(id));
    const counters = await office.becomes(id, { delivered: 20, waiting: 5, heldForWindow: 5, state: "sending" });
    expect(counters.openings).toEqual([{ at: expect.any(String), members: 5 }]);
    // Their morning comes: by the rows' own moment, for nobody waits for tomorrow in a test.
    await db().execute(sql`UPDATE members SET time_zone = ${openZone()} WHERE status = 'active'`);
    await db().execute(sql`UPDATE deliveries SET not_before = now() WHERE broadcast_id = ${id} AND state = 'waiting'`);
    await office.becomes(id, { state: "finished", delivered: 25, heldForWindow: 0 });
    await agree(id);
  });

  it("the window is looked at again at the moment of sending", async () => {
    await alone();
    await pace(1);
    const members = await office.members(4);
    const id = await office.draft();
    await startBroadcast(which(id));
    await until("the snapshot", async () => (await office.counters(id)).recipients === 4, 60_000);
    await db().execute(sql`UPDATE members SET time_zone = ${closedZone()} WHERE id = ${members.at(-1)?.id}`);
    await pace(null);
    await office.becomes(id, { delivered: 3, waiting: 1, heldForWindow: 1, state: "sending" });
    await cancelBroadcast(which(id));
    await office.becomes(id, { state: "cancelled", dropped: 1, waiting: 0, heldForWindow: 0 });
    await agree(id);
  });

  it("whose window opens only after “not after” is dropped and counted", async () => {
    await alone();
    await office.members(3, { timeZone: closedZone() });
    await office.members(2);
    const id = await office.draft();
    const notAfter = new Date(Date.now() + 3_600_000).toISOString();
    const plan = { kind: "now" as const, notAfter, overrideCap: false };
    expect(await previewAudience(db(), office.leaderId, null, plan, new Date())).toMatchObject({
      recipients: 2,
      dropped: 3,
    });
    await scheduleBroadcast({ ...which(id), plan });
    await office.becomes(id, { state: "finished", recipients: 5, delivered: 2, dropped: 3 });
    await agree(id);
  });

  it("a member gets one broadcast a day, unless the leader overrides it; Florida's own cap nobody overrides", async () => {
    await alone();
    await db().execute(sql`UPDATE leaders SET broadcasts_per_day = 1`);
    await office.members(1, { state: "FL" });
    await office.members(1, { state: "IL" });
    const plan = { kind: "now" as const, notAfter: null, overrideCap: true };
    for (const turn of [1, 2, 3]) {
      const id = await office.draft(`Number ${turn}`);
      await scheduleBroadcast({ ...which(id), plan });
      await office.becomes(id, { state: "finished", delivered: 2 });
    }
    const capped = await previewAudience(db(), office.leaderId, null, { ...plan, overrideCap: false }, new Date());
    expect(capped).toMatchObject({ recipients: 0, leftOut: { capped: 2 } });
    const fourth = await office.draft("Number 4");
    await scheduleBroadcast({ ...which(fourth), plan });
    await office.becomes(fourth, { state: "finished", recipients: 1, delivered: 1 });
    await db().execute(sql`UPDATE leaders SET broadcasts_per_day = NULL`);
  });

  it("a scheduled one begins at its time, and not before", async () => {
    await alone();
    await office.members(2);
    const id = await office.draft();
    const at = new Date(Date.now() + 2_500);
    const plan = { kind: "at" as const, at: at.toISOString(), notAfter: null, overrideCap: false };
    expect((await scheduleBroadcast({ ...which(id), plan })).state).toBe("scheduled");
    const { startedAt } = await office.becomes(id, { state: "finished", delivered: 2 });
    expect(Date.parse(startedAt as string)).toBeGreaterThanOrEqual(at.getTime());
  });

  it("at the same local time for each member: the hour strikes zone by zone", () => {
    const plan = { kind: "local" as const, day: "2026-11-24", time: "10:30", notAfter: null, overrideCap: false };
    const now = new Date("2026-11-23T12:00:00Z");
    const at = (timeZone: string) => reachesAt({ timeZone, state: null, areaCode: null }, plan, now)?.toISOString();
    expect(at("America/New_York")).toBe("2026-11-24T15:30:00.000Z");
    expect(at("America/Los_Angeles")).toBe("2026-11-24T18:30:00.000Z");
    // 850 lies in two zones: in the later of them.
    expect(reachesAt({ timeZone: null, state: null, areaCode: "850" }, plan, now)?.toISOString()).toBe(
      "2026-11-24T16:30:00.000Z",
    );
  });
});
