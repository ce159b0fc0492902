import { createHash } from "node:crypto";
import { readContact } from "./contact";
import { type Measured, measure, type Work } from "./ffmpeg";
import { toPlayable } from "./film";
import { safePicture } from "./picture";
import { type Sniffed, sniff } from "./sniff";
import { toMp3 } from "./sound";
import type { Media } from "./table";

/** What is known of a file once its bytes are here, and the copy of it that is shown. */
export type Looked = Pick<
  Media,
  | "kind"
  | "type"
  | "sha256"
  | "bytes"
  | "width"
  | "height"
  | "durationSeconds"
  | "previewType"
  | "previewBytes"
  | "contact"
> & { type: string; preview: Buffer | null };

/** Seconds of sound that are kept for playing. */
const mostSeconds = 15 * 60;

/**
 * Looks at a file and makes what is shown of it: pictures are encoded anew, sound becomes MP3 without metadata, films
 * become MP4 where browsers would not play them, contact cards are read. What cannot be shown safely becomes a plain file to download. Never throws
 * for what is in the bytes.
 */
export async function look(bytes: Uint8Array): Promise<Looked> {
  const sniffed = await sniff(bytes);
  const known = {
    type: sniffed.type,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    bytes: bytes.length,
    width: null,
    height: null,
    durationSeconds: null,
    previewType: null,
    previewBytes: null,
    contact: null,
    preview: null,
  };
  const asFile: Looked = { ...known, kind: "file" };
  switch (sniffed.kind) {
    case "image":
      return lookAtPicture(bytes, known).catch(() => asFile);
    case "vcard":
      return { ...known, kind: "vcard", contact: readContact(bytes) };
    case "video":
    case "audio":
      return (await lookAtSound(bytes, sniffed, known)) ?? asFile;
    default:
      return asFile;
  }
}

type Known = Omit<Looked, "kind">;

async function lookAtPicture(bytes: Uint8Array, known: Known): Promise<Looked> {
  const safe = await safePicture(bytes);
  return { ...known, kind: "image", ...withPreview(safe.bytes, safe.type), width: safe.width, height: safe.height };
}

async function lookAtSound(bytes: Uint8Array, sniffed: Sniffed, known: Known): Promise<Looked | null> {
  if (!sniffed.demuxer) return null;
  const work = { bytes, demuxer: sniffed.demuxer };
  const measured = await measure(work);
  // Without ffmpeg nobody looked inside: the file is kept, and shown as far as the browser can.
  // A container for films that holds none is a sound: phones record voice as MP4.
  const film = sniffed.kind === "video" && (measured === null || measured.width !== null);
  if (film) return lookAtFilm(work, sniffed.type, measured, known);
  const mp3 = await toMp3(work, { hertz: 44_100, rate: "96k", mostSeconds });
  if (!mp3) return measured === null ? { ...known, kind: "audio" } : null;
  return { ...known, kind: "audio", ...withPreview(mp3.bytes, "audio/mpeg"), durationSeconds: mp3.seconds };
}

async function lookAtFilm(work: Work, type: string, measured: Measured | null, known: Known): Promise<Looked | null> {
  // A machine without ffmpeg shows what its browser can.
  if (!measured) return { ...known, kind: "video" };
  const { width, height, seconds } = measured;
  const seen: Looked = { ...known, kind: "video", width, height, durationSeconds: seconds };
  const playable = await toPlayable(work, type, measured);
  if (playable === "as it is") return seen;
  return playable && { ...seen, ...withPreview(playable, "video/mp4") };
}

const withPreview = (preview: Buffer, previewType: string) => ({ preview, previewType, previewBytes: preview.length });
