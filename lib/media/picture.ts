import sharp from "sharp";

/** Pixels of all frames together: a file of a few kilobytes may claim to be a wall. */
export const mostPixels = 60_000_000;
const mostFrames = 150;
/** Pixels of the longer side of the copy that is shown. */
const shownSide = 1600;

export type SafePicture = { bytes: Buffer; type: string; width: number; height: number };

/**
 * Encodes a picture anew, upright and small enough to look at: where and with what it was taken (EXIF, XMP) is left
 * out, and so is whatever else was hidden in the file. A moving picture stays one. Throws an Error where it cannot
 * be read or claims too many pixels.
 */
export async function safePicture(bytes: Uint8Array): Promise<SafePicture> {
  const { moving } = await measurePicture(bytes);
  const { data, info } = await sharp(bytes, { animated: moving, limitInputPixels: mostPixels })
    .timeout({ seconds: 20 })
    .rotate()
    .resize(shownSide, shownSide, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: 80, effort: 3 })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, type: "image/webp", width: info.width, height: info.pageHeight ?? info.height };
}

/** Pixels of the longer side, and bytes, of a picture as carriers deliver it well. */
const sentSide = 1280;
export const mostSentPicture = 600 * 1024;

/**
 * A picture made ready to be sent: a JPEG under 600 KB without metadata; a moving one a GIF of `mostBytes` at most. The
 * very same bytes where nothing had to be done.
 */
export async function pictureToSend(bytes: Uint8Array, mostBytes: number): Promise<Uint8Array | Problem> {
  const { moves, moving, format } = await measurePicture(bytes);
  if (moves && !moving) return "too long";
  if (moving) return format === "gif" && bytes.length <= mostBytes ? bytes : smallGif(bytes, mostBytes);
  for (const [side, quality] of [
    [sentSide, 82],
    [1024, 72],
    [800, 60],
    [640, 50],
  ] as const) {
    const jpeg = await sharp(bytes, { limitInputPixels: mostPixels })
      .timeout({ seconds: 20 })
      .rotate()
      .resize(side, side, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer();
    if (jpeg.length <= mostSentPicture) return jpeg;
  }
  throw new Error("This picture cannot be made small enough.");
}

type Problem = "too long" | "too large";

async function smallGif(bytes: Uint8Array, mostBytes: number): Promise<Buffer | "too large"> {
  for (const [side, colours] of [
    [480, 128],
    [320, 64],
    [200, 32],
  ] as const) {
    const gif = await sharp(bytes, { animated: true, limitInputPixels: mostPixels })
      .timeout({ seconds: 20 })
      .resize(side, side, { fit: "inside", withoutEnlargement: true })
      .gif({ colours, interFrameMaxError: 8 })
      .toBuffer();
    if (gif.length <= mostBytes) return gif;
  }
  return "too large";
}

/** `moves`: it has several frames. `moving`: and not so many that they cannot be worked on. */
async function measurePicture(bytes: Uint8Array): Promise<{ moves: boolean; moving: boolean; format: string }> {
  // The header alone is read here, so that a bomb is known before it is unpacked.
  const {
    width = 0,
    height = 0,
    pages = 1,
    pageHeight,
    format = "",
  } = await sharp(bytes, {
    animated: true,
    limitInputPixels: false,
  }).metadata();
  const frame = width * (pageHeight ?? height);
  if (frame === 0 || frame > mostPixels) throw new Error("This picture claims to have too many pixels.");
  const moves = pages > 1;
  return { moves, moving: moves && pages <= mostFrames && frame * pages <= mostPixels, format };
}
