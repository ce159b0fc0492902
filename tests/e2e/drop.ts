import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Locator, test } from "@playwright/test";
import sharp from "sharp";

/** A file from the disk is dragged over the middle of a place on the page and dropped there, as the browser itself does it. */
export async function dropFile(place: Locator, name: string, content: string | Buffer): Promise<void> {
  const path = test.info().outputPath(name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (!box) throw new Error("There is no place to drop the file on.");
  const line = await place.page().context().newCDPSession(place.page());
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await line.send("Input.dispatchDragEvent", { type, ...at, data });
  await line.detach();
}

/** A PNG of one colour, so many pixels wide and high. */
export const plainPicture = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "#2444a8" } })
    .png()
    .toBuffer();
