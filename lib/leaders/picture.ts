import { randomBytes } from "node:crypto";
import { mkdir, unlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import sharp from "sharp";
import { z } from "zod";
import { env } from "@/lib/env";
import { tooLargeSentence } from "@/lib/web/body";
import { pictureLimit } from "@/lib/web/body-limits";
import { LeaderRefused } from "./wish";

/** The file name that savePicture gives a picture. */
export const pictureName = z.string().regex(/^[0-9a-f]{32}\.jpg$/);

/** Pixels of each side as it is kept. */
const side = 480;

/**
 * Keeps a leader's picture as a square JPEG under DATA_DIR/media and returns its file name. Where and with what it was
 * taken (EXIF) is left out. Throws LeaderRefused with a sentence for anything that is not a JPEG, PNG or WebP.
 */
export async function savePicture(bytes: Uint8Array): Promise<string> {
  if (bytes.byteLength > pictureLimit.bytes) throw refused(tooLargeSentence(pictureLimit));
  if (isHeic(bytes)) {
    throw refused("This is a HEIC picture, which cannot be read here. Please save it as JPEG and choose that.");
  }
  const square = await readPicture(bytes);
  const name = `${randomBytes(16).toString("hex")}.jpg`;
  await mkdir(mediaFolder(), { recursive: true, mode: 0o700 });
  await writeFile(join(mediaFolder(), name), square, { mode: 0o600 });
  return name;
}

/** Removes a kept picture; one that is gone already is fine. */
export async function dropPicture(name: string): Promise<void> {
  await unlink(picturePath(name)).catch(() => {});
}

/** Where a kept picture lies. The name cannot lead out of the folder. */
export function picturePath(name: string): string {
  return join(mediaFolder(), basename(name));
}

function mediaFolder(): string {
  return join(env().DATA_DIR, "media");
}

async function readPicture(bytes: Uint8Array): Promise<Buffer> {
  try {
    const image = sharp(bytes, { limitInputPixels: 60_000_000 });
    const { format } = await image.metadata();
    if (!["jpeg", "png", "webp"].includes(format ?? "")) throw new Error(`format ${format}`);
    // Turned upright first: the turn is part of the EXIF that is left out.
    return await image
      .rotate()
      .resize(side, side, { fit: "cover" })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer();
  } catch {
    throw refused("This file cannot be read as a picture. A JPEG, PNG or WebP works.");
  }
}

function isHeic(bytes: Uint8Array): boolean {
  const brand = Buffer.from(bytes.subarray(4, 12)).toString("latin1");
  return /^ftyp(hei|hev|mif1|msf1|avif)/.test(brand);
}

function refused(sentence: string): LeaderRefused {
  return new LeaderRefused("picture", sentence);
}
