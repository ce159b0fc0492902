import http from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InboundText } from "@/lib/carrier/carrier";
import { knowSimulator, line } from "@/lib/carrier/line";
import { readMessages } from "@/lib/carrier/vonage/messages-dialect";
import { db } from "@/lib/db/client";
import { digest } from "@/lib/inbound/digest";
import { writeArrival } from "@/lib/inbound/write";
import { allPersonalTables } from "@/lib/jobs/personal-data";
import { fetchDue, nextTry } from "@/lib/media/fetcher";
import { mediaById } from "@/lib/media/queries";
import { serveMedia } from "@/lib/media/serve";
import { keyOf, mediaStore } from "@/lib/media/store";
import { pageOfThread } from "@/lib/messages/thread";
import { deleteMember } from "@/lib/privacy/delete";
import { eraseDue } from "@/lib/privacy/erase";
import { listThreads } from "@/lib/threads/list";
import { type TestDatabase, testDatabase } from "../database";

const number = "+17733659687";
let database: TestDatabase;
let leaderId: number;
let files: http.Server;
let base: string;
const served = new Map<string, Buffer>();
/** What has to happen before a file is answered, by its path. */
const held = new Map<string, () => Promise<unknown>>();

beforeAll(async () => {
  database = await testDatabase();
  const made = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi {{link}}') RETURNING id`);
  leaderId = made.rows[0]?.id as number;
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
  files = http.createServer(async (request, response) => {
    await held.get(request.url ?? "")?.();
    const bytes = served.get(request.url ?? "");
    // Every type is a lie here: only the bytes may count.
    if (bytes) response.writeHead(200, { "content-type": "text/html" }).end(bytes);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => files.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  knowSimulator({ ...line().settings, apiHost: base, restHost: base });
});
afterAll(async () => {
  knowSimulator(null);
  files.close();
  await database.close();
});

/** Brings a webhook of the Messages API and digests it. */
async function brought(from: string, told: object): Promise<number> {
  const body = {
    channel: "mms",
    message_uuid: `id-${Math.random()}`,
    from: from.slice(1),
    to: number.slice(1),
    ...told,
  };
  const read = readMessages(Buffer.from(JSON.stringify(body)));
  if (read.kind !== "text") throw new Error(`it is ${read.kind}`);
  const text: InboundText = read.text;
  await writeArrival({
    kind: "text",
    key: `t:${text.carrierId}`,
    content: JSON.stringify(text),
    concatKey: null,
    concatPart: null,
    problem: null,
  });
  while ((await digest(new Date())) > 0);
  const found = await db().execute<{ id: number }>(sql`SELECT id FROM members WHERE phone = ${from}`);
  return found.rows[0]?.id as number;
}
const thread = async (memberId: number) =>
  (await pageOfThread(db(), leaderId, memberId)).filter((one) => !one.outbound);
const due = () => db().execute(sql`UPDATE media SET next_try_at = now() WHERE state = 'pending'`);

test("a picture is in the thread at once as pending, then seen, encoded anew and without its place", async () => {
  const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: "#c33" } })
    .jpeg()
    .withExif({ IFD0: { Artist: "Somebody" } })
    .toBuffer();
  served.set("/photo", photo);
  const member = await brought("+14155550101", {
    message_type: "image",
    image: { url: `${base}/photo`, caption: "i voted!", name: "IMG_1.HEIC" },
  });
  const [before] = await thread(member);
  expect(before).toMatchObject({ body: "i voted!", media: [{ kind: "image", state: "pending" }] });
  const list = await listThreads(db(), leaderId, "unread");
  expect(list.threads.find((one) => one.memberId === member)?.preview).toBe("Photo · i voted!");

  expect(await fetchDue(new Date())).toBe(1);
  const [after] = await thread(member);
  expect(after?.media).toMatchObject([
    { kind: "image", state: "stored", width: 400, height: 300, bytes: photo.length },
  ]);
  const row = await mediaById(db(), leaderId, after?.media[0]?.id as string);
  const shown = await serveMedia(row!, { variant: "preview", cache: "" }, { method: "GET", headers: new Headers() });
  expect(shown.headers.get("content-type")).toBe("image/webp");
  expect(Buffer.from(await shown.arrayBuffer()).includes("Somebody")).toBe(false);
});

test("several items stay in their order; a contact card is read; words alone need none", async () => {
  served.set(
    "/card",
    Buffer.from(
      "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Bell;Omar;;;\r\nFN:Omar Bell\r\nTEL;TYPE=CELL:+1 773 365 9687\r\nEND:VCARD\r\n",
    ),
  );
  served.set(
    "/gif",
    await sharp({ create: { width: 20, height: 10, channels: 3, background: "#3c3" } })
      .gif()
      .toBuffer(),
  );
  const member = await brought("+14155550102", {
    message_type: "content",
    content: [
      { type: "vcard", url: `${base}/card` },
      { type: "image", url: `${base}/gif`, caption: "both" },
      { type: "image", url: "javascript:alert(1)" },
    ],
  });
  await fetchDue(new Date());
  const [message] = await thread(member);
  expect(message?.body).toBe("both");
  expect(message?.media).toMatchObject([
    { kind: "vcard", state: "stored", contact: { name: "Omar Bell", phones: ["+1 773 365 9687"] } },
    { kind: "image", state: "stored", width: 20 },
  ]);
});

test("SVG and HTML that are called pictures become files to download, which nothing opens", async () => {
  served.set("/svg", Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`));
  served.set("/html", Buffer.from("<!doctype html><script>alert(1)</script>"));
  for (const path of ["/svg", "/html"]) {
    const member = await brought("+14155550103", { message_type: "image", image: { url: `${base}${path}` } });
    await fetchDue(new Date());
    const [message] = await thread(member);
    expect(message?.media).toMatchObject([{ kind: "file", state: "stored" }]);
    const row = await mediaById(db(), leaderId, message?.media[0]?.id as string);
    const { headers } = await serveMedia(
      row!,
      { variant: "preview", cache: "" },
      { method: "GET", headers: new Headers() },
    );
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toMatch(/^attachment;/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("a picture of a few bytes that claims 65,535 pixels each way is kept, and never unpacked", async () => {
  const bomb = await sharp({ create: { width: 2, height: 2, channels: 3, background: "#000" } })
    .gif()
    .toBuffer();
  const descriptor = bomb.lastIndexOf(0x2c);
  for (const at of [6, 8, descriptor + 5, descriptor + 7]) bomb.writeUInt16LE(65_535, at);
  served.set("/bomb", bomb);
  const member = await brought("+14155550104", { message_type: "image", image: { url: `${base}/bomb` } });
  await fetchDue(new Date());
  expect((await thread(member))[0]?.media).toMatchObject([{ kind: "file", state: "stored" }]);
});

test("what is not there yet is tried again and comes; the text was never held up by it", async () => {
  const member = await brought("+14155550105", { message_type: "image", image: { url: `${base}/late` } });
  await fetchDue(new Date());
  expect((await thread(member))[0]?.media).toMatchObject([
    { state: "pending", reason: expect.stringContaining("404") },
  ]);
  expect(await fetchDue(new Date())).toBe(0);
  served.set(
    "/late",
    await sharp({ create: { width: 8, height: 8, channels: 3, background: "#333" } })
      .png()
      .toBuffer(),
  );
  await due();
  expect(await fetchDue(new Date())).toBe(1);
  expect((await thread(member))[0]?.media).toMatchObject([{ state: "stored", reason: null }]);
});

test("after two days it is given up with a sentence; a forbidden address at once", async () => {
  const member = await brought("+14155550106", { message_type: "audio", audio: { url: `${base}/never` } });
  await db().execute(sql`UPDATE media SET created_at = now() - interval '49 hours' WHERE state = 'pending'`);
  await fetchDue(new Date());
  expect((await thread(member))[0]?.media).toMatchObject([
    { state: "failed", reason: expect.stringMatching(/two days/) },
  ]);
  const other = await brought("+14155550107", {
    message_type: "image",
    image: { url: "http://169.254.169.254/latest" },
  });
  await fetchDue(new Date());
  expect((await thread(other))[0]?.media).toMatchObject([
    { state: "failed", reason: expect.stringMatching(/not fetched from/) },
  ]);
});

test("the waits grow from seconds to an hour", () => {
  const createdAt = new Date("2026-11-24T00:00:00Z");
  const wait = (attempts: number) =>
    (nextTry({ createdAt, attempts }, createdAt)?.getTime() ?? 0) - createdAt.getTime();
  expect([1, 2, 3, 20].map(wait)).toEqual([2_000, 4_000, 8_000, 3_600_000]);
  expect(nextTry({ createdAt, attempts: 3 }, new Date("2026-11-26T00:00:00Z"))).toBeNull();
});

test("a file that arrives after its member was erased is not kept, on disk either", async () => {
  await db().execute(sql`DELETE FROM media`);
  served.set(
    "/late.jpg",
    await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
      .jpeg()
      .toBuffer(),
  );
  const memberId = await brought("+13125550188", {
    message_type: "image",
    image: { url: `${base}/late.jpg` },
    timestamp: new Date().toISOString(),
  });
  const { rows } = await db().execute<{ id: string }>(sql`SELECT id FROM media WHERE member_id = ${memberId}`);
  expect(rows).toHaveLength(1);
  held.set("/late.jpg", async () => {
    await deleteMember(leaderId, memberId, new Date(Date.now() - 11 * 60_000));
    expect(await eraseDue(new Date(), allPersonalTables)).toBe(1);
  });
  expect(await fetchDue(new Date())).toBe(1);
  expect((await db().execute(sql`SELECT 1 FROM media`)).rows).toEqual([]);
  for (const variant of ["original", "preview"] as const)
    expect(await mediaStore().get(keyOf(leaderId, rows[0]?.id as string, variant))).toBeNull();
});
