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

/** A picture made ready to be sent: a JPEG under 600 KB without metadata; a moving GIF stays as it is. */
export async function pictureToSend(bytes: Uint8Array): Promise<{ bytes: Buffer; type: string } | null> {
  const { moving, format } = await measurePicture(bytes);
  if (moving && format === "gif") return null;
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
    if (jpeg.length <= mostSentPicture) return { bytes: jpeg, type: "image/jpeg" };
  }
  throw new Error("This picture cannot be made small enough.");
}

async function measurePicture(bytes: Uint8Array): Promise<{ moving: boolean; format: string }> {
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
  return { moving: pages > 1 && pages <= mostFrames && frame * pages <= mostPixels, format };
}
