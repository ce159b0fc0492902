import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pruneMedia } from "@/lib/media/keep";
import { mediaById } from "@/lib/media/queries";
import { readRange, serveMedia } from "@/lib/media/serve";
import { readSigned, signedUrl } from "@/lib/media/sign";
import { keyOf, mediaStore } from "@/lib/media/store";
import { keepUpload, MediaRefused } from "@/lib/media/upload";
import { type TestDatabase, testDatabase } from "../database";
import { hertz, wav } from "../wav";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const picture = () =>
  sharp({ create: { width: 3000, height: 2000, channels: 3, background: "#3366cc" } })
    .jpeg()
    .withExif({ IFD0: { Artist: "Somebody" }, IFD3: { GPSLatitude: "41/1 52/1 0/1" } })
    .toBuffer();
const plainly = { method: "GET", headers: new Headers() };
const now = new Date("2026-11-24T08:00:00Z");

test("a picture to send becomes a small JPEG that says nothing of where it was taken", async () => {
  const kept = await keepUpload(1, await picture(), "C:\\fakepath\\beach.png");
  expect(kept).toMatchObject({ kind: "image", type: "image/jpeg", source: "leader", state: "stored" });
  expect([kept.width, kept.height]).toEqual([1280, 853]);
  const sent = await serveMedia(kept, { variant: "original", cache: "no-store" }, plainly);
  const bytes = Buffer.from(await sent.arrayBuffer());
  expect(bytes.length).toBe(kept.bytes);
  expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  expect(bytes.includes("Somebody")).toBe(false);
});

test("the file as it was chosen is kept beside it, and is what the leader saves", async () => {
  const chosen = await picture();
  const kept = await keepUpload(1, chosen, "beach.jpg");
  expect(kept).toMatchObject({ chosenType: "image/jpeg", chosenBytes: chosen.length });
  const saved = await serveMedia(kept, { variant: "chosen", download: true, cache: "no-store" }, plainly);
  expect(Buffer.from(await saved.arrayBuffer()).equals(chosen)).toBe(true);
  await db().execute(sql`UPDATE media SET created_at = now() - interval '2 days' WHERE id = ${kept.id}`);
  await pruneMedia();
  expect(await mediaStore().get(keyOf(1, kept.id, "chosen"))).toBeNull();
});

/** Noise, which no GIF makes small. */
const gif = (frames: number, side: number) =>
  sharp(randomBytes(side * side * frames * 3), {
    raw: { width: side, height: side * frames, channels: 3, pageHeight: side },
  })
    .gif({ colours: 256, dither: 0 })
    .toBuffer();
const refused = (bytes: Uint8Array) =>
  keepUpload(1, bytes, "x").then(
    () => "kept",
    (error: Error) => error.message,
  );

test("a moving GIF stays one: as it is where it fits, else made smaller, else refused in words", async () => {
  const small = await gif(4, 60);
  expect(await keepUpload(1, small, "small.gif")).toMatchObject({ bytes: small.length, chosenBytes: null });
  const large = await gif(12, 300);
  expect(large.length).toBeGreaterThan(1024 * 1024);
  const kept = await keepUpload(1, large, "large.gif");
  expect(kept).toMatchObject({ kind: "image", type: "image/gif", chosenBytes: large.length });
  expect(kept.bytes).toBeLessThanOrEqual(1024 * 1024);
  const sent = await serveMedia(kept, { variant: "original", cache: "no-store" }, plainly);
  expect((await sharp(Buffer.from(await sent.arrayBuffer())).metadata()).pages).toBe(12);
  expect(await refused(await gif(60, 200))).toMatch(/stays over 1 MB/);
  expect(await refused(await gif(200, 20))).toMatch(/too long/);
}, 120_000);

test("a contact card is called as the one on it, and what is too long to be sent is told so", async () => {
  const card = Buffer.from("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Omar Bell\r\nTEL:+17733659687\r\nEND:VCARD\r\n");
  expect(await keepUpload(1, card, "export(3).vcf")).toMatchObject({ kind: "vcard", name: "Omar Bell" });
  const silence = (seconds: number) => wav(Buffer.alloc(seconds * hertz, 128));
  expect(await keepUpload(1, silence(90), "song.wav")).toMatchObject({ kind: "audio", type: "audio/mpeg" });
  expect(await refused(silence(200))).toBe("This sound is 3:20 long, and a text carries 2 minutes at most.");
});

test("what is shown is encoded anew, and nothing in it can act", async () => {
  const kept = await keepUpload(1, await picture(), "beach.jpg");
  const shown = await serveMedia(kept, { variant: "preview", cache: "no-store" }, plainly);
  expect(shown.headers.get("content-type")).toBe("image/webp");
  expect(shown.headers.get("x-content-type-options")).toBe("nosniff");
  expect(shown.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(Number(shown.headers.get("content-length"))).toBe((await shown.arrayBuffer()).byteLength);
});

test("SVG and HTML in any guise are refused, and so is nothing at all", async () => {
  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`);
  await expect(keepUpload(1, svg, "cat.jpg")).rejects.toThrow(MediaRefused);
  await expect(keepUpload(1, Buffer.from("<!doctype html><script>1</script>"), "cat.png")).rejects.toThrow(
    MediaRefused,
  );
  await expect(keepUpload(1, new Uint8Array(), "cat.png")).rejects.toThrow(/empty/);
});

test("a picture that claims to be a wall of pixels is refused before it is unpacked", async () => {
  const bomb = await sharp({ create: { width: 2, height: 2, channels: 3, background: "#000" } })
    .gif()
    .toBuffer();
  // The screen, and the one picture on it, say they have 65,535 pixels each way.
  const descriptor = bomb.lastIndexOf(0x2c);
  for (const at of [6, 8, descriptor + 5, descriptor + 7]) bomb.writeUInt16LE(65_535, at);
  await expect(keepUpload(1, bomb, "bomb.gif")).rejects.toThrow(MediaRefused);
});

test("a signed address opens one file until it runs out, and no change of it opens another", async () => {
  const kept = await keepUpload(1, await picture(), "beach.jpg");
  const url = signedUrl({ leaderId: 1, id: kept.id, variant: "original", type: "image/jpeg", seconds: 60 }, now);
  const token = url.slice(url.lastIndexOf("/") + 1);
  expect(url).toMatch(/^http:\/\/tenfour\.test\/media\/[\w-]+\.[\w-]+\.jpg$/);
  expect(readSigned(token, now)).toEqual({ leaderId: 1, id: kept.id, variant: "original" });
  expect(readSigned(token, new Date(now.getTime() + 61_000))).toBeNull();
  const [packed, seal] = token.split(".") as [string, string];
  const other = Buffer.from(Buffer.from(packed, "base64url").toString().replace(/^1/, "2")).toString("base64url");
  expect(readSigned(`${other}.${seal}.jpg`, now)).toBeNull();
  expect(readSigned(`${packed}.${seal.slice(1)}A.jpg`, now)).toBeNull();
  expect(readSigned("", now)).toBeNull();
});

test("another leader's file is no file", async () => {
  const kept = await keepUpload(1, await picture(), "beach.jpg");
  expect(await mediaById(db(), 2, kept.id)).toBeNull();
  expect((await mediaById(db(), 1, kept.id))?.id).toBe(kept.id);
});

test("players may seek: ranges are understood, and answered to the byte", async () => {
  expect(readRange("bytes=0-99", 1000)).toEqual({ from: 0, to: 99 });
  expect(readRange("bytes=900-", 1000)).toEqual({ from: 900, to: 999 });
  expect(readRange("bytes=-50", 1000)).toEqual({ from: 950, to: 999 });
  expect(readRange("bytes=0-5000", 1000)).toEqual({ from: 0, to: 999 });
  expect(readRange("bytes=1000-", 1000)).toBe("unsatisfiable");
  expect(readRange("bytes=5-2", 1000)).toBe("unsatisfiable");
  expect(readRange("bytes=0-1,4-5", 1000)).toBeNull();
  const kept = await keepUpload(1, await picture(), "beach.jpg");
  const part = await serveMedia(
    kept,
    { variant: "original", cache: "no-store" },
    { method: "GET", headers: new Headers({ range: "bytes=10-19" }) },
  );
  expect(part.status).toBe(206);
  expect(part.headers.get("content-range")).toBe(`bytes 10-19/${kept.bytes}`);
  expect((await part.arrayBuffer()).byteLength).toBe(10);
});
