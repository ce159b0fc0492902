import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { db } from "@/lib/db/client";
import { writtenAt } from "@/lib/inbound/written-at";
import { pageOfThread } from "@/lib/messages/thread";
import { optOutByLeader } from "@/lib/threads/decide";
import { imported } from "@/tests/imports/lists";
import { InboundOffice } from "@/tests/inbound/office";

let office: InboundOffice;
beforeAll(async () => {
  office = await InboundOffice.open();
});
afterAll(() => office.database.close());

describe("of STOP and START the one that was written last holds", () => {
  it("a START that was written before the STOP and comes after it changes nothing and is not answered", async () => {
    const from = await office.phone("active");
    await office.bring({ from, text: "STOP", ago: 30 });
    await office.bring({ from, text: "START", ago: 60 });
    expect((await office.statusOf(from)).status).toBe("opted_out");
    expect(await office.sentTo(from)).toEqual(["stop_answer"]);
    expect(await office.logOf(from)).toEqual(["revoked"]);
  });

  it("so it does within one batch", async () => {
    const from = await office.phone("active");
    await office.bring({ from, text: "STOP", ago: 30 }, { from, text: "START", ago: 60 });
    expect((await office.statusOf(from)).status).toBe("opted_out");
    expect(await office.sentTo(from)).toEqual(["stop_answer"]);
  });

  it("a STOP that was written before the START and comes after it opts nobody out again", async () => {
    const from = await office.phone("active");
    await office.bring({ from, text: "STOP", ago: 90 });
    await office.bring({ from, text: "START", ago: 30 });
    await office.bring({ from, text: "STOP", ago: 60 });
    expect((await office.statusOf(from)).status).toBe("active");
    expect(await office.sentTo(from)).toEqual(["stop_answer", "start_answer"]);
    expect(await office.logOf(from)).toEqual(["revoked", "granted"]);
  });

  it("START of a member who is in is remembered, too", async () => {
    const from = await office.phone("active");
    await office.bring({ from, text: "START", ago: 30 });
    await office.bring({ from, text: "STOP", ago: 60 });
    expect((await office.statusOf(from)).status).toBe("active");
  });

  it("at the same moment STOP holds, whichever comes first, and a whole second is one moment", async () => {
    const second = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 10_000).toISOString();
    const half = new Date(Date.parse(second) + 500).toISOString();
    for (const [first, then] of [
      [
        { text: "STOP", at: second },
        { text: "START", at: second },
      ],
      [
        { text: "START", at: second },
        { text: "STOP", at: second },
      ],
      [
        { text: "STOP", at: second },
        { text: "START", at: half },
      ],
    ] as const) {
      const from = await office.phone("active");
      await office.bring({ from, ...first });
      await office.bring({ from, ...then });
      expect((await office.statusOf(from)).status).toBe("opted_out");
    }
  });

  it("a second STOP moves the time on: a START between the two comes too late", async () => {
    const from = await office.phone("active");
    await office.bring({ from, text: "STOP", ago: 90 });
    await office.bring({ from, text: "STOP", ago: 30 });
    await office.bring({ from, text: "START", ago: 60 });
    expect((await office.statusOf(from)).status).toBe("opted_out");
  });

  it("a copy of an old START, or one without a time, never brings anybody back, and a STOP with a senseless time counts", async () => {
    const from = await office.phone("active");
    await office.bring({ from, text: "STOP", at: "2020-01-01T00:00:00Z" });
    expect((await office.statusOf(from)).status).toBe("opted_out");
    await office.bring({ from, text: "START", at: "2020-01-02T00:00:00Z" });
    expect((await office.statusOf(from)).status).toBe("opted_out");
    await office.bring({ from, text: "START" });
    expect((await office.statusOf(from)).status).toBe("opted_out");
    await office.bring({ from, text: "START", ago: 0 });
    expect((await office.statusOf(from)).status).toBe("active");
  });

  it("neither does a START from before the team opted them out", async () => {
    const from = await office.phone("active");
    const { rows } = await db().execute<{ id: number }>(sql`SELECT id FROM members WHERE phone = ${from}`);
    await optOutByLeader({ leaderId: office.leaderId, memberId: rows[0]?.id as number, teammateName: "Bo" });
    await office.bring({ from, text: "START", ago: 60 });
    expect((await office.statusOf(from)).status).toBe("opted_out");
  });

  it("neither does a START from before a list said that they had left", async () => {
    const from = await office.phone("active");
    await db().execute(sql`UPDATE members SET consent_at = now() - interval '20 days' WHERE phone = ${from}`);
    await imported({ leaderId: office.leaderId, text: `Phone\n${from}\n`, kind: "suppression" });
    await office.bring({ from, text: "START", ago: 3_600 });
    expect((await office.statusOf(from)).status).toBe("opted_out");
    await office.bring({ from, text: "START", ago: 0 });
    expect((await office.statusOf(from)).status).toBe("active");
  });

  it("both changes of one batch stand in the log", async () => {
    const from = await office.phone("active");
    await office.bring({ from, text: "STOP", ago: 60 }, { from, text: "START", ago: 30 });
    expect((await office.statusOf(from)).status).toBe("active");
    expect(await office.logOf(from)).toEqual(["revoked", "granted"]);
  });
});

describe("a STOP beside a sign-up on the web, which our clock stamped", () => {
  const signedUp = async (ago: number) => {
    const from = await office.phone("active");
    const at = new Date(Date.now() - ago * 1_000).toISOString();
    await db().execute(sql`UPDATE members SET joined_at = ${at}, consent_at = ${at} WHERE phone = ${from}`);
    return from;
  };

  it("counts where the carrier's clock is behind ours", async () => {
    for (const [since, ago] of [
      [5, 7],
      [30, 120],
      [240, 290],
      [5, 290],
    ] as const) {
      const from = await signedUp(since);
      await office.bring({ from, text: "STOP", ago });
      expect([since, ago, await office.statusOf(from)]).toMatchObject([since, ago, { status: "opted_out" }]);
      expect(await office.sentTo(from)).toEqual(["stop_answer"]);
    }
  });

  it("counts where it was held back and may still be the newer word", async () => {
    const from = await signedUp(3_600);
    await office.bring({ from, text: "STOP", ago: 3_720 });
    expect((await office.statusOf(from)).status).toBe("opted_out");
  });

  it("waits for a person where it was written long before and came late", async () => {
    const from = await signedUp(60);
    await office.bring({ from, text: "STOP", ago: 3_600 });
    expect(await office.statusOf(from)).toEqual({ status: "active", held: true });
    expect(await office.logOf(from)).toEqual(["flagged"]);
  });
});

test("a thread is ordered by when its texts were written", async () => {
  const from = await office.phone();
  await office.bring({ from, text: "second", ago: 30 });
  await office.bring({ from, text: "first", ago: 60 });
  await office.bring({ from, text: "third", ago: 10 });
  const { rows } = await db().execute<{ id: number; preview: string }>(
    sql`SELECT m.id, t.preview FROM members m JOIN threads t ON t.member_id = m.id WHERE m.phone = ${from}`,
  );
  const { id, preview } = rows[0] as { id: number; preview: string };
  const page = await pageOfThread(db(), office.leaderId, id);
  expect(page.filter((one) => !one.outbound).map((one) => one.body)).toEqual(["third", "second", "first"]);
  expect(preview).toBe("third");
  const inbound = page.filter((one) => !one.outbound);
  const older = await pageOfThread(db(), office.leaderId, id, inbound[1]?.id);
  expect(older.map((one) => one.body)).toEqual(["first"]);
});

test("a time is believed within what clocks and retries explain", () => {
  const received = new Date("2026-11-24T12:00:00.500Z");
  const at = (time: string | null) => writtenAt(time, received);
  expect(at(null)).toEqual({ at: received, latest: received, believed: false, late: false, shownAt: received });
  expect(at("2026-11-24T11:59:00Z").at.toISOString()).toBe("2026-11-24T11:59:00.000Z");
  // The carrier's clock may be a little ahead; the thread never shows the future.
  expect(at("2026-11-24T12:03:00Z")).toMatchObject({ at: new Date("2026-11-24T12:03:00Z"), shownAt: received });
  expect(at("2026-11-24T12:30:00Z")).toMatchObject({ at: received, believed: true });
  expect(at("2026-11-23T11:30:00Z").believed).toBe(true);
  expect(at("2026-11-22T11:30:00Z")).toMatchObject({ at: received, believed: false });
  expect(at("yesterday")).toMatchObject({ at: received, believed: false });
  expect(at("2026-11-24T11:56:00Z").late).toBe(false);
  expect(at("2026-11-24T11:54:00Z").late).toBe(true);
  // A whole second may be any moment of it, but none after the text reached us.
  expect(at("2026-11-24T11:59:00Z").latest.toISOString()).toBe("2026-11-24T11:59:00.999Z");
  expect(at("2026-11-24T12:00:00Z").latest).toEqual(received);
  expect(at("2026-11-24T11:59:00.250Z").latest.toISOString()).toBe("2026-11-24T11:59:00.250Z");
});
