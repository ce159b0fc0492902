import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InboundText } from "@/lib/carrier/carrier";
import { recordOptOut } from "@/lib/consent/record";
import { db } from "@/lib/db/client";
import { digest, PoisonedBatch, setAside } from "@/lib/inbound/digest";
import { type NewArrival, writeArrival } from "@/lib/inbound/write";
import { claim } from "@/lib/messages/outbox";
import { type TestDatabase, testDatabase } from "@/tests/database";

const number = "+17733659687";
let database: TestDatabase;
let leaderId: number;
let counter = 0;

beforeAll(async () => {
  database = await testDatabase();
  const made = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! Sign up: {{link}}') RETURNING id`);
  leaderId = made.rows[0]?.id as number;
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
});
afterAll(() => database.close());

function arrival(text: Partial<InboundText>): NewArrival {
  const whole: InboundText = {
    carrierId: `id-${counter++}`,
    from: "+14155550101",
    to: number,
    text: "hi",
    type: "text",
    at: null,
    concat: null,
    ...text,
  };
  const { concat } = whole;
  return {
    kind: "text",
    key: `t:${whole.carrierId}`,
    content: JSON.stringify(whole),
    concatKey: concat && JSON.stringify([whole.from, whole.to, concat.reference, concat.total]),
    concatPart: concat?.part ?? null,
    problem: null,
  };
}
const bring = async (...texts: Partial<InboundText>[]) => {
  await Promise.all(texts.map((text) => writeArrival(arrival(text))));
  while ((await digest(new Date())) > 0);
};
type Row = { id: number; member_id: number; kind: string; body: string; state: string; outbound: boolean };
const messagesOf = async (phone: string) =>
  (await db().execute<Row>(sql`SELECT * FROM messages WHERE phone = ${phone} ORDER BY id`)).rows;
const kinds = async (phone: string) => (await messagesOf(phone)).filter((row) => row.outbound).map((row) => row.kind);
const statusOf = async (phone: string) =>
  (
    await db().execute<{ status: string; held_at: unknown; id: number }>(
      sql`SELECT * FROM members WHERE phone = ${phone}`,
    )
  ).rows[0];

describe("a fan's first text", () => {
  it("is recorded and answered once, with a link that does not rest in the database", async () => {
    const from = "+14155552001";
    await bring({ from, text: "Hello!" }, { from, text: "are you there" });
    await bring({ from, text: "hello??" });
    const rows = await messagesOf(from);
    expect(rows.filter((row) => !row.outbound)).toHaveLength(3);
    expect(rows.filter((row) => row.outbound).map((row) => [row.kind, row.body])).toEqual([
      ["first_answer", "Hi! Sign up: {{link}}"],
    ]);
  });

  it("is answered again after 24 hours, with a fresh link that closes the old one", async () => {
    const from = "+14155552002";
    await bring({ from });
    await db().execute(sql`UPDATE members SET first_answer_at = now() - interval '25 hours' WHERE phone = ${from}`);
    await bring({ from });
    expect(await kinds(from)).toEqual(["first_answer", "first_answer"]);
    const links = await db().execute<{ open: number }>(sql`
      SELECT count(*) FILTER (WHERE closed_at IS NULL) AS open FROM sign_up_links WHERE member_id = ${(await statusOf(from))?.id}`);
    expect(links.rows[0]?.open).toBe(1);
  });

  it("is one text however often the carrier brings it, at once or later", async () => {
    const from = "+14155552003";
    const same = arrival({ from });
    await Promise.all(Array.from({ length: 10 }, () => writeArrival(same)));
    while ((await digest(new Date())) > 0);
    await writeArrival(same);
    while ((await digest(new Date())) > 0);
    expect((await messagesOf(from)).filter((row) => !row.outbound)).toHaveLength(1);
  });
});

describe("stopping", () => {
  it("opts out at once, is confirmed exactly once and logged, and START brings back", async () => {
    const from = "+14155552010";
    await bring({ from });
    await bring({ from, text: "Stop." }, { from, text: "STOP" });
    expect((await statusOf(from))?.status).toBe("opted_out");
    expect(await kinds(from)).toEqual(["first_answer", "stop_answer"]);
    await bring({ from, text: "hey" });
    expect(await kinds(from)).toEqual(["first_answer", "stop_answer"]);
    await bring({ from, text: "help" });
    await bring({ from, text: "START", at: new Date().toISOString() });
    expect((await statusOf(from))?.status).toBe("new");
    expect(await kinds(from)).toEqual(["first_answer", "stop_answer", "help_answer", "start_answer"]);
    const log = await db().execute<{ event: string }>(
      sql`SELECT event FROM consent_log WHERE phone = ${from} ORDER BY id`,
    );
    expect(log.rows.map((row) => row.event)).toEqual(["revoked", "granted"]);
  });

  it("is not confirmed on a number whose carrier answers STOP itself, and counts all the same", async () => {
    const [from, to] = ["+14155552018", "+18885550142"];
    await db().execute(
      sql`INSERT INTO numbers (phone, leader_id, carrier_answers_stop) VALUES (${to}, ${leaderId}, true)`,
    );
    await bring({ from, to });
    await bring({ from, to, text: "Stop." });
    expect((await statusOf(from))?.status).toBe("opted_out");
    await bring({ from, to, text: "help" });
    expect(await kinds(from)).toEqual(["first_answer", "help_answer"]);
    const log = await db().execute<{ event: string }>(sql`SELECT event FROM consent_log WHERE phone = ${from}`);
    expect(log.rows.map((row) => row.event)).toEqual(["revoked"]);
  });

  it("withholds what already waits in the queue", async () => {
    const from = "+14155552011";
    await bring({ from });
    await bring({ from, text: "stop" });
    await claim({ leaderId, phone: number }, 1_000);
    const rows = (await messagesOf(from)).filter((row) => row.outbound);
    expect(rows.map((row) => [row.kind, row.state])).toEqual([
      ["first_answer", "withheld"],
      ["stop_answer", "sending"],
    ]);
  });

  it("flags a longer text that asks to stop and holds broadcasts", async () => {
    const from = "+14155552012";
    await bring({ from, text: "how do I stop these texts?" });
    const member = await statusOf(from);
    expect([member?.status, member?.held_at !== null]).toEqual(["new", true]);
    const thread = await db().execute(sql`SELECT flagged FROM threads WHERE member_id = ${member?.id}`);
    expect(thread.rows[0]?.flagged).toBe(true);
    expect(await kinds(from)).toEqual([]);
  });

  it("keeps a log that nobody can change", async () => {
    await expect(db().execute(sql`UPDATE consent_log SET words = 'x'`)).rejects.toMatchObject({
      cause: { code: "42501" },
    });
    await expect(db().execute(sql`DELETE FROM consent_log`)).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});

it("records texts from abroad and the Caribbean and answers none", async () => {
  await bring({ from: "+4915123456789" }, { from: "+18765550123" }, { from: "+14165550123" });
  expect((await statusOf("+4915123456789"))?.status).toBe("abroad");
  expect(await kinds("+4915123456789")).toEqual([]);
  expect(await kinds("+18765550123")).toEqual([]);
  expect(await kinds("+14165550123")).toEqual(["first_answer"]);
});

it("keeps what it cannot place, says why, and blocks nobody", async () => {
  await bring({ from: "INFOSMS" }, { from: "+14155552020", to: "+12025550000" }, { from: "+14155552021" });
  const problems = await db().execute<{ problem: string }>(
    sql`SELECT problem FROM arrivals WHERE problem IS NOT NULL ORDER BY id`,
  );
  expect(problems.rows.map((row) => row.problem)).toEqual(["from no phone number", "to a number that is not ours"]);
  expect(await messagesOf("+14155552021")).toHaveLength(2);
});

it("sets a poisoned arrival aside", async () => {
  await writeArrival({ ...arrival({}), key: "t:poison", content: '{"to":5}' });
  const error = await digest(new Date()).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(PoisonedBatch);
  await setAside((error as PoisonedBatch).firstId, "broken");
  expect(await digest(new Date())).toBe(0);
});

it("holds the member whose text was set aside: it may have been a STOP", async () => {
  const from = "+14155552029";
  await bring({ from });
  const odd = JSON.stringify({ ...JSON.parse(arrival({ from }).content), text: { odd: true }, carrierId: "poison-2" });
  await writeArrival({ ...arrival({}), key: "t:poison-2", content: odd });
  const { rows } = await db().execute<{ id: number }>(sql`SELECT max(id) AS id FROM arrivals`);
  await setAside(Number(rows[0]?.id), "broken");
  expect((await statusOf(from))?.held_at).not.toBeNull();
  expect(await digest(new Date())).toBe(0);
});

describe("a long text in parts", () => {
  const part = (from: string, reference: string, n: number, total: number, text: string): Partial<InboundText> => ({
    from,
    text,
    concat: { reference, total, part: n },
  });

  it("is joined whatever the order, and waits for the last one", async () => {
    const from = "+14155552030";
    await bring(part(from, "7", 3, 3, "three"), part(from, "7", 1, 3, "one "));
    expect(await messagesOf(from)).toHaveLength(0);
    await bring(part(from, "7", 2, 3, "two "));
    expect((await messagesOf(from)).filter((row) => !row.outbound).map((row) => row.body)).toEqual(["one two three"]);
  });

  it("is shown with a mark after a minute, and a late part takes the mark's place", async () => {
    const from = "+14155552031";
    await bring(part(from, "8", 1, 2, "one "));
    await db().execute(sql`UPDATE arrivals SET received_at = now() - interval '61 seconds' WHERE digested_at IS NULL`);
    await bring();
    const shown = (await messagesOf(from)).filter((row) => !row.outbound);
    expect(shown[0]?.body).toContain("part missing");
    await bring(part(from, "8", 2, 2, "two"));
    const after = (await messagesOf(from)).filter((row) => !row.outbound);
    expect(after.map((row) => row.body)).toEqual(["one two"]);
  });
});

describe("a part that comes late", () => {
  const late = async (from: string, first: string, second: string, between?: string) => {
    const part = (n: number, text: string) => ({ from, text, concat: { reference: "9", total: 2, part: n } });
    await bring({ from, text: "hello" }, part(1, first));
    await db().execute(sql`UPDATE arrivals SET received_at = now() - interval '61 seconds' WHERE digested_at IS NULL`);
    await bring();
    if (between) await bring({ from, text: between });
    await bring(part(2, second));
    const { rows } = await db().execute<{ flagged: boolean; preview: string; unread: number }>(sql`
      SELECT t.* FROM threads t JOIN members m ON m.leader_id = t.leader_id AND m.id = t.member_id WHERE m.phone = ${from}`);
    return { ...(await statusOf(from)), thread: rows[0] };
  };

  it("and holds a request to stop is held for a person", async () => {
    const after = await late("+14155552090", "Loved the show last night, but ", "please stop texting me");
    expect(after).toMatchObject({ status: "new", held_at: expect.anything(), thread: { flagged: true, unread: 2 } });
    const { rows } = await db().execute(
      sql`SELECT rule FROM consent_log WHERE phone = '+14155552090' AND event = 'flagged'`,
    );
    expect(rows).toEqual([{ rule: "late_part" }]);
  });

  it("and asks nothing changes nothing", async () => {
    const after = await late("+14155552091", "Loved the show last night ", "and the encore, never stop");
    expect(after).toMatchObject({ status: "new", held_at: null, thread: { flagged: false } });
  });

  it("leaves who has opted out since as they are", async () => {
    const after = await late("+14155552092", "Loved the show, but ", "please stop texting me", "STOP");
    expect(after).toMatchObject({ status: "opted_out", held_at: null });
  });
});

describe("two long texts of one person under one reference", () => {
  const at = (seconds: number) => new Date(Date.now() - 600_000 + seconds * 1_000).toISOString();
  const part = (from: string, n: number, total: number, text: string, seconds: number): Partial<InboundText> => ({
    from,
    text,
    at: at(seconds),
    concat: { reference: "7", total, part: n },
  });
  const bodies = async (from: string) => (await messagesOf(from)).filter((row) => !row.outbound).map((row) => row.body);

  it("both appear, whether the first was read before the second came or not", async () => {
    const one = "+14155552060";
    await bring(part(one, 1, 2, "first ", 0), part(one, 2, 2, "text", 1));
    await bring(part(one, 1, 2, "second ", 120));
    expect(await bodies(one)).toEqual(["first text"]);
    await bring(part(one, 2, 2, "words", 121));
    expect(await bodies(one)).toEqual(["first text", "second words"]);
    const two = "+14155552061";
    await bring(
      part(two, 1, 2, "first ", 0),
      part(two, 1, 2, "second ", 120),
      part(two, 2, 2, "words", 121),
      part(two, 2, 2, "text", 1),
    );
    expect((await bodies(two)).toSorted()).toEqual(["first text", "second words"]);
  });

  it("a repeated part under another id shows nothing twice, at once or later", async () => {
    const from = "+14155552062";
    await bring(part(from, 1, 2, "one ", 0), part(from, 2, 2, "two", 1), part(from, 1, 2, "one ", 0));
    expect(await bodies(from)).toEqual(["one two"]);
    await bring(part(from, 1, 2, "one ", 5), part(from, 2, 2, "two", 6));
    expect(await bodies(from)).toEqual(["one two"]);
    expect((await db().execute(sql`SELECT 1 FROM arrivals WHERE digested_at IS NULL AND kind = 'text'`)).rows).toEqual(
      [],
    );
  });

  it("the second one's missing part is marked after a minute, and does not fall to the first", async () => {
    const from = "+14155552063";
    await bring(part(from, 1, 2, "first ", 0), part(from, 2, 2, "text", 1), part(from, 2, 2, "words", 121));
    expect(await bodies(from)).toEqual(["first text"]);
    await db().execute(sql`UPDATE arrivals SET received_at = now() - interval '61 seconds' WHERE digested_at IS NULL`);
    await bring();
    expect(await bodies(from)).toEqual(["first text", "[…part missing…] words"]);
    await bring(part(from, 1, 2, "second ", 120));
    expect(await bodies(from)).toEqual(["first text", "second words"]);
  });
});

it("says of a text that could not be kept whole what is missing, and decides on the words alone", async () => {
  const from = "+14155552064";
  await bring({ from, text: "STOP", note: "[not sent as text; shown as it came]" });
  expect((await messagesOf(from))[0]?.body).toBe("STOP\n[not sent as text; shown as it came]");
  expect((await statusOf(from))?.status).toBe("opted_out");
});

it("a leader's opting somebody out is logged once", async () => {
  const from = "+14155552050";
  await bring({ from });
  const memberId = (await statusOf(from))?.id as number;
  await recordOptOut(db(), [{ leaderId, memberId, channel: "leader", words: "asked on the phone" }]);
  await recordOptOut(db(), [{ leaderId, memberId, channel: "leader" }]);
  const log = await db().execute<{ channel: string }>(sql`SELECT channel FROM consent_log WHERE phone = ${from}`);
  expect(log.rows.map((row) => row.channel)).toEqual(["leader"]);
});
