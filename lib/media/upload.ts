import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import { toSmallMp4 } from "./film";
import { putMedia } from "./keep";
import { look } from "./look";
import { pictureToSend } from "./picture";
import { addStored } from "./queries";
import { sniff } from "./sniff";
import { toMp3 } from "./sound";
import type { Media } from "./table";

/** Bytes of an upload that are taken at all, and bytes that go out: beyond that carriers drop or mangle it. */
export const largestUpload = 25 * 1024 * 1024;
export const largestSent = 1024 * 1024;
const mostMinutes = 2;

/** Said to the person who chose the file. */
export class MediaRefused extends Error {}

/**
 * Takes a file the leader wants to send along and makes it ready for the carrier: a picture becomes a JPEG under
 * 600 KB, sound an MP3, a film an MP4, all without metadata. As a greeting, sound is made ready for the telephone. Throws MediaRefused with a sentence.
 */
export async function keepUpload(
  leaderId: number,
  bytes: Uint8Array,
  name: string,
  use: "text" | "greeting" = "text",
): Promise<Media> {
  if (bytes.length === 0) throw new MediaRefused("That file is empty.");
  if (bytes.length > largestUpload) throw new MediaRefused("That file is larger than 25 MB. A smaller one will do.");
  const ready = use === "greeting" ? await asGreeting(bytes) : await madeReady(bytes);
  const looked = await look(ready);
  const id = randomUUID();
  await putMedia(leaderId, id, ready, looked);
  return addStored(
    db(),
    { id, leaderId, kind: looked.kind, source: use === "greeting" ? "greeting" : "leader", name: shortName(name) },
    looked,
  );
}

/** What callers hear, as telephone lines carry it: MP3, mono, 16,000 Hz, two minutes at most. */
async function asGreeting(bytes: Uint8Array): Promise<Uint8Array> {
  const { kind, demuxer } = await sniff(bytes);
  // A browser records sound into a film's container.
  const sound = kind === "audio" || kind === "video";
  const mp3 =
    sound && demuxer
      ? await toMp3({ bytes, demuxer }, { hertz: 16_000, rate: "48k", mostSeconds: mostMinutes * 60 })
      : null;
  if (!mp3) throw new MediaRefused("This sound cannot be read. An MP3, M4A or WAV works.");
  return mp3.bytes;
}

async function madeReady(bytes: Uint8Array): Promise<Uint8Array> {
  const { kind, demuxer } = await sniff(bytes);
  switch (kind) {
    case "image": {
      const picture = await pictureToSend(bytes).catch(() => {
        throw new MediaRefused("This picture cannot be read. A JPEG, PNG, GIF or WebP works.");
      });
      if (picture) return picture.bytes;
      if (bytes.length > largestSent)
        throw new MediaRefused("A moving GIF may have 1 MB at most; carriers drop larger ones.");
      return bytes;
    }
    case "audio": {
      const mp3 = demuxer
        ? await toMp3({ bytes, demuxer }, { hertz: 32_000, rate: "64k", mostSeconds: mostMinutes * 60 })
        : null;
      if (!mp3) throw new MediaRefused("This sound cannot be read. An MP3, M4A or WAV works.");
      return mp3.bytes;
    }
    case "video": {
      const film = demuxer ? await toSmallMp4({ bytes, demuxer }, largestSent) : null;
      if (!film)
        throw new MediaRefused("This video does not fit into a text: half a minute, and 1 MB once it is made smaller.");
      return film;
    }
    case "vcard":
      if (bytes.length > largestSent) throw new MediaRefused("A contact card may have 1 MB at most.");
      return bytes;
    default:
      throw new MediaRefused("Only pictures, GIFs, video, audio and contact cards can be sent along.");
  }
}

function shortName(name: string): string | null {
  const short = name
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f/\\]/g, "")
    .slice(-100)
    .trim();
  return short || null;
}
