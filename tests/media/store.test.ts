import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keyOf, type MediaStore } from "@/lib/media/store";
import { folderStore } from "@/lib/media/store-folder";
import { type S3Settings, s3Store } from "@/lib/media/store-s3";
import { keys, region, startS3 } from "./s3";

const key = keyOf(7, "0f0e0d0c-0b0a-4908-8706-050403020100", "original");
const words = Buffer.from("0123456789");
const folder = mkdtempSync(join(tmpdir(), "tenfour-store-"));
let server: Awaited<ReturnType<typeof startS3>>;

beforeAll(async () => {
  server = await startS3(join(folder, "s3"), "tenfour-media");
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = async (stream: ReadableStream<Uint8Array> | null) =>
  stream && Buffer.from(await new Response(stream).arrayBuffer()).toString();
const s3 = (other: Partial<S3Settings> = {}) =>
  s3Store({ endpoint: `${server.endpoint}/`, bucket: "tenfour-media", region, ...keys, ...other });

describe.each<[string, () => MediaStore]>([
  ["a folder", () => folderStore(folder)],
  ["an S3-compatible store", s3],
])("%s", (_, open) => {
  test("hands out what was put in, whole or by range, until it is removed", async () => {
    const store = open();
    expect(await store.get(key)).toBeNull();
    await store.put(key, words, "image/jpeg");
    expect(await read(await store.get(key))).toBe("0123456789");
    expect(await read(await store.get(key, { from: 2, to: 4 }))).toBe("234");
    await store.put(key, Buffer.from("again"), "image/jpeg");
    expect(await read(await store.get(key))).toBe("again");
    await store.remove(key);
    await store.remove(key);
    expect(await store.get(key)).toBeNull();
  });
});

test("the folder leaves nothing half written, and no key leads out of it", async () => {
  const store = folderStore(folder);
  await store.put(key, words, "image/jpeg");
  expect(readdirSync(join(folder, "media", "7"))).toEqual(["0f0e0d0c-0b0a-4908-8706-050403020100"]);
  for (const bad of ["7/../../x", "../x", "7/..", "/etc/passwd", "7/a/b"])
    await expect(store.get(bad)).rejects.toThrow("no key");
});

test("what the S3 store keeps is whole, byte for byte, and has the type it was given", async () => {
  const bytes = randomBytes(3 * 1024 * 1024);
  await s3().put(key, bytes, "video/mp4");
  const back = Buffer.from(await new Response(await s3().get(key)).arrayBuffer());
  expect(back.equals(bytes)).toBe(true);
  const kept = readFileSync(join(folder, "s3", "tenfour-media", "media", `${key}._S3rver_metadata.json`), "utf8");
  expect(JSON.parse(kept)).toMatchObject({ "content-type": "video/mp4" });
});

test("keys or a bucket the S3 store does not know are an error, never an empty file", async () => {
  for (const other of [{ secretAccessKey: "guessed" }, { accessKeyId: "stranger" }, { bucket: "no-such-bucket" }])
    await expect(s3(other).put(key, words, "image/jpeg")).rejects.toThrow(/did not take a file: 40[34]/);
  await s3().put(key, words, "image/jpeg");
  await expect(s3({ secretAccessKey: "guessed" }).get(key)).rejects.toThrow(/did not hand out a file: 403/);
  await expect(s3({ secretAccessKey: "guessed" }).remove(key)).rejects.toThrow(/did not remove a file: 403/);
  expect(await read(await s3().get(key))).toBe("0123456789");
});
