import { fileTypeFromBuffer } from "file-type";
import type { ShownAs } from "./table";

/** What a file is by its bytes. `demuxer` is what ffmpeg is told to read it as, so that it never guesses. */
export type Sniffed = { kind: ShownAs; type: string; demuxer: string | null };

const pictures = new Set(["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/tiff"]);
const films: Record<string, string> = {
  "video/mp4": "mov",
  "video/x-m4v": "mov",
  "video/quicktime": "mov",
  "video/3gpp": "mov",
  "video/3gpp2": "mov",
  "video/webm": "matroska",
  "video/matroska": "matroska",
};
const sounds: Record<string, string> = {
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
  "audio/vnd.wave": "wav",
  "audio/ogg": "ogg",
  "audio/opus": "ogg",
  "audio/mp4": "mov",
  "audio/x-m4a": "mov",
  "audio/aac": "aac",
  "audio/amr": "amr",
  "audio/flac": "flac",
  "audio/x-flac": "flac",
  "audio/webm": "matroska",
};

/**
 * Looks at the bytes; what the file was called does not count. Anything that could run in a browser (SVG, HTML) is a
 * plain file of no type, which is only ever handed out as a download.
 */
export async function sniff(bytes: Uint8Array): Promise<Sniffed> {
  if (isContactCard(bytes)) return { kind: "vcard", type: "text/vcard", demuxer: null };
  const type = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime.split(";")[0]?.trim() ?? "";
  if (pictures.has(type)) return { kind: "image", type, demuxer: null };
  if (films[type]) return { kind: "video", type, demuxer: films[type] };
  if (sounds[type]) return { kind: "audio", type, demuxer: sounds[type] };
  return { kind: "file", type: "application/octet-stream", demuxer: null };
}

function isContactCard(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 64))
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  return /^BEGIN:VCARD\r?\n/i.test(start);
}
