import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POST } from "@/app/join/[token]/route";
import { db } from "@/lib/db/client";
import { digest } from "@/lib/inbound/digest";
import { writeArrival } from "@/lib/inbound/write";
import { changeLeader } from "@/lib/leaders/queries";
import { mediaToSend } from "@/lib/media/outgoing";
import { keyOf, mediaStore } from "@/lib/media/store";
import { issueSignUpLinks, tokenOf } from "@/lib/members/links";
import type { MessageMedia } from "@/lib/messages/table";
import { type TestDatabase, testDatabase } from "@/tests/database";

const number = "+17733659687";
const fan = "+14155550101";
let database: TestDatabase;
let leaderId: number;
let memberId: number;
let counter = 0;

beforeAll(async () => {
  database = await testDatabase();
  const made = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', '{{link}}') RETURNING id`);
  leaderId = made.rows[0]?.id as number;
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
  await changeLeader(leaderId, { cardAfterSignUp: true, cardAs: "mms" });
  await says("hello");
  const found = await db().execute<{ id: number }>(sql`SELECT id FROM members WHERE phone = ${fan}`);
  memberId = found.rows[0]?.id as number;
});
afterAll(() => database.close());

async function says(text: string): Promise<void> {
  const carrierId = `id-${counter++}`;
  const content = JSON.stringify({ carrierId, from: fan, to: number, text, type: "text", at: null, concat: null });
  await writeArrival({
    kind: "text",
    key: `t:${carrierId}`,
    content,
    concatKey: null,
    concatPart: null,
    problem: null,
  });
  while ((await digest(new Date())) > 0);
}

type Row = { kind: string; body: string; media: MessageMedia[] | null; parts: number };
const answers = async (kind: string) =>
  (await db().execute<Row>(sql`SELECT * FROM messages WHERE phone = ${fan} AND kind = ${kind} ORDER BY id`)).rows;
const bytesOf = async (item: MessageMedia) => {
  const file = await mediaStore().get(keyOf(leaderId, item.id, "original"));
  return new Response(file).text();
};

test("the welcome after a sign-up brings the card as a file, and no link to it", async () => {
  const nonces = await issueSignUpLinks(db(), [{ leaderId, memberId }], new Date());
  const token = tokenOf({ leaderId, memberId, nonce: nonces.get(`${leaderId}:${memberId}`) as string });
  const form = { firstName: "Bo", lastName: "Li", birthDate: "5/17/1990", place: "60601", gender: "", email: "" };
  const request = new Request(`http://tenfour.test/join/${token}`, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { "user-agent": "phone" },
  });
  expect((await POST(request, { params: Promise.resolve({ token }) })).status).toBe(200);
  const [welcome] = await answers("welcome");
  expect(welcome?.body).not.toContain("/card/");
  expect(welcome?.body).toContain("Reply STOP");
  expect(welcome?.media).toHaveLength(1);
  const [item] = welcome?.media ?? [];
  expect(item?.type).toBe("text/vcard");
  expect(await bytesOf(item as MessageMedia)).toContain(`TEL;TYPE=CELL:${number}`);
  expect(mediaToSend(leaderId, [item as MessageMedia], new Date())[0]?.type).toBe("vcard");
});

test("CARD is answered with the same file, and with a new one once the name has changed", async () => {
  await says("card");
  await changeLeader(leaderId, { name: "Ana Bell" });
  await says("CARD");
  const [before, after] = await answers("card");
  const [welcome] = await answers("welcome");
  expect(before?.media).toEqual(welcome?.media);
  expect(before?.body).not.toContain("http");
  expect(after?.media?.[0]?.id).not.toBe(before?.media?.[0]?.id);
  expect(await bytesOf(after?.media?.[0] as MessageMedia)).toContain("FN:Ana Bell");
});

test("where the leader wants a link, it is a link", async () => {
  await changeLeader(leaderId, { cardAs: "link" });
  await says("contact");
  const last = (await answers("card")).at(-1);
  expect(last?.media).toBeNull();
  expect(last?.body).toContain("http://tenfour.test/card/ana");
});
