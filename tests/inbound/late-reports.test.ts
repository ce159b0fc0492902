import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Receipt } from "@/lib/carrier/carrier";
import { readMessages } from "@/lib/carrier/vonage/messages-dialect";
import { readOlder } from "@/lib/carrier/vonage/older-dialect";
import { db } from "@/lib/db/client";
import { Results } from "@/lib/delivery/results";
import { writeArrival } from "@/lib/inbound/write";
import { InboundOffice } from "./office";

let office: InboundOffice;
let counter = 0;
beforeAll(async () => {
  office = await InboundOffice.open();
});
afterAll(() => office.database.close());

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();

/** A report of the carrier about a text to this phone, made so many seconds ago; null: without a time. */
async function report(to: string, code: string, ago: number | null): Promise<void> {
  const remedy = code === "1240" ? ("opt_out" as const) : ("unreachable" as const);
  const receipt: Receipt = {
    carrierId: `uuid-${counter++}`,
    ref: null,
    from: office.number,
    to,
    outcome: "failed",
    status: "rejected",
    at: ago === null ? null : secondsAgo(ago),
    error: { code, reason: "The carrier says so.", remedy },
  };
  await writeArrival({
    kind: "receipt",
    key: `r:${receipt.carrierId}`,
    content: JSON.stringify(receipt),
    concatKey: null,
    concatPart: null,
    problem: null,
  });
  // Without our reference a receipt waits a moment for its text's own answer.
  await db().execute(
    sql`UPDATE arrivals SET received_at = received_at - interval '4 seconds' WHERE key = ${`r:${receipt.carrierId}`}`,
  );
  await office.process();
}

describe("a report of opt-out that arrives late", () => {
  test("does not undo a newer START, whether the START brought them back or found them active", async () => {
    const [back, active] = [await office.phone("opted_out"), await office.phone("active")];
    await db().execute(
      sql`UPDATE members SET consent_at = now() - interval '1 hour', opted_out_at = now(), joined_at = now() - interval '1 day' WHERE phone = ${back}`,
    );
    await office.bring({ from: back, text: "START", ago: 60 }, { from: active, text: "START", ago: 60 });
    for (const phone of [back, active]) {
      await report(phone, "1240", 90);
      expect((await office.statusOf(phone)).status).toBe("active");
      expect(await office.logOf(phone)).not.toContain("revoked");
    }
  });

  test("opts out where it is newer than the START, in the same second as well, and without a time", async () => {
    for (const ago of [30, 60, null]) {
      const phone = await office.phone("active");
      await office.bring({ from: phone, text: "START", ago: 60 });
      await report(phone, "1240", ago);
      expect([ago, (await office.statusOf(phone)).status]).toEqual([ago, "opted_out"]);
      expect(await office.logOf(phone)).toContain("revoked");
    }
  });

  test("does not undo a sign-up on the web that is newer by more than two clocks differ", async () => {
    for (const [ago, status] of [
      [3_600, "active"],
      [120, "opted_out"],
    ] as const) {
      const phone = await office.phone("active");
      await db().execute(sql`UPDATE members SET joined_at = now() WHERE phone = ${phone}`);
      await db().execute(sql`UPDATE members SET consent_at = joined_at WHERE phone = ${phone}`);
      await report(phone, "1240", ago);
      expect([ago, (await office.statusOf(phone)).status]).toEqual([ago, status]);
    }
  });

  test("by a time in the future, which is no time, opts out", async () => {
    const phone = await office.phone("active");
    await office.bring({ from: phone, text: "START", ago: 30 });
    await report(phone, "1240", -86_400);
    expect((await office.statusOf(phone)).status).toBe("opted_out");
  });

  test("also as the refusal of a request that was made before the START", async () => {
    const phone = await office.phone("active");
    const { rows } = await db().execute<{ id: number }>(sql`SELECT id FROM members WHERE phone = ${phone}`);
    await office.bring({ from: phone, text: "START", ago: 10 });
    const refuse = async (ago: number) => {
      const results = new Results();
      const text = { leaderId: office.leaderId, memberId: rows[0]?.id as number, id: 999_999 };
      results.add(
        {
          ...text,
          number: office.number,
          parts: 1,
          state: "failed",
          errorCode: "1240",
          remedy: "opt_out",
          at: new Date(Date.now() - ago * 1_000),
        },
        () => {},
      );
      await results.idle();
    };
    await refuse(20);
    expect((await office.statusOf(phone)).status).toBe("active");
    await refuse(1);
    expect((await office.statusOf(phone)).status).toBe("opted_out");
  });
});

test("a late report that a number is dead does not silence somebody who has texted since", async () => {
  const [texted, dead] = [await office.phone("active"), await office.phone("active")];
  await office.bring({ from: texted, text: "I am here", ago: 30 });
  await report(texted, "1170", 60);
  await report(dead, "1170", 60);
  const { rows } = await db().execute<{ phone: string }>(
    sql`SELECT phone FROM members WHERE unreachable_at IS NOT NULL AND phone IN (${texted}, ${dead})`,
  );
  expect(rows.map((row) => row.phone)).toEqual([dead]);
});

test("both dialects say when a report was made", () => {
  const newer = readMessages(
    Buffer.from(
      JSON.stringify({
        message_uuid: "u",
        from: "17733659687",
        to: "14155550101",
        status: "rejected",
        channel: "sms",
        timestamp: "2026-11-03T12:14:27Z",
        error: { title: 1240 },
      }),
    ),
  );
  const older = readOlder({
    parameters: {
      msisdn: "14155550101",
      to: "17733659687",
      messageId: "m",
      status: "rejected",
      "err-code": "9",
      "message-timestamp": "2026-11-03 12:14:27",
    },
    leftOut: [],
  });
  for (const brought of [newer, older])
    expect(brought).toMatchObject({ receipt: { at: "2026-11-03T12:14:27.000Z", error: { remedy: "opt_out" } } });
});
