import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keyOf, type MediaStore } from "@/lib/media/store";
import { folderStore } from "@/lib/media/store-folder";
import { s3Store } from "@/lib/media/store-s3";

const key = keyOf(7, "0f0e0d0c-0b0a-4908-8706-050403020100", "original");
const words = Buffer.from("0123456789");
const folder = mkdtempSync(join(tmpdir(), "tenfour-store-"));
const kept = new Map<string, Buffer>();
const asked: { path: string; authorization: string }[] = [];
let bucket: http.Server;
let endpoint: string;

beforeAll(async () => {
  // As much of S3 as is spoken: PUT, GET with a range, DELETE, and a signature on each.
  bucket = http.createServer((request, response) => {
    const path = request.url ?? "";
    asked.push({ path, authorization: request.headers.authorization ?? "" });
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "PUT") kept.set(path, Buffer.concat(chunks));
      if (request.method === "DELETE") kept.delete(path);
      if (request.method !== "GET") return response.writeHead(request.method === "PUT" ? 200 : 204).end();
      const found = kept.get(path);
      if (!found) return response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
      const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "");
      if (range) response.writeHead(206).end(found.subarray(Number(range[1]), Number(range[2]) + 1));
      else response.writeHead(200).end(found);
    });
  });
  await new Promise<void>((done) => bucket.listen(0, "127.0.0.1", done));
  endpoint = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
});
afterAll(() => {
  bucket.closeAllConnections();
  bucket.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = async (stream: ReadableStream<Uint8Array> | null) =>
  stream && Buffer.from(await new Response(stream).arrayBuffer()).toString();
const s3 = () =>
  s3Store({ endpoint: `${endpoint}/`, bucket: "b", region: "us-east-1", accessKeyId: "id", secretAccessKey: "key" });

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

test("the S3 store names the bucket in the path and signs each request", async () => {
  asked.length = 0;
  await s3().put(key, words, "image/jpeg");
  expect(asked).toEqual([
    {
      path: `/b/media/${key}`,
      authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/us-east-1\/s3\//),
    },
  ]);
});
