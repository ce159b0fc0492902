import { existsSync, readFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dropPicture, picturePath, savePicture } from "@/lib/leaders/picture";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("a picture becomes a square JPEG without where it was taken", async () => {
  const wide = sharp({ create: { width: 900, height: 300, channels: 3, background: "#d33" } });
  const jpeg = await wide
    .withExif({ IFD0: { Artist: "Somebody" } })
    .jpeg()
    .toBuffer();
  expect((await sharp(jpeg).metadata()).exif).toBeDefined();
  const name = await savePicture(jpeg);
  expect(name).toMatch(/^[0-9a-f]{32}\.jpg$/);
  const kept = await sharp(readFileSync(picturePath(name))).metadata();
  expect(kept).toMatchObject({ width: 480, height: 480, format: "jpeg" });
  expect(kept.exif).toBeUndefined();
  await dropPicture(name);
  expect(existsSync(picturePath(name))).toBe(false);
});

test.each([
  ["HEIC", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), /JPEG/],
  ["something else", Buffer.from("hello"), /cannot be read/],
  ["SVG", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"), /cannot be read/],
  ["too large", Buffer.alloc(5 * 1024 * 1024 + 1), /5 MB/],
])("%s is refused with a sentence", async (_what, bytes, sentence) => {
  await expect(savePicture(bytes)).rejects.toThrow(sentence);
});
