import { randomUUID } from "node:crypto";
import { reserveStorage, type StorageReservation, storageFullSentence } from "@/lib/operator/storage-limit";
import { tooLargeSentence } from "@/lib/web/body";
import { uploadLimit } from "@/lib/web/body-limits";
import { measure } from "./ffmpeg";
import { findFfmpeg } from "./ffmpeg-program";
import { toSmallMp4 } from "./film";
import { putMedia } from "./keep";
import { look } from "./look";
import { pictureToSend } from "./picture";
import { addStored } from "./queries";
import { type Sniffed, sniff } from "./sniff";
import { toMp3 } from "./sound";
import { keyOf, mediaStore, removeMedia } from "./store";
import type { Media } from "./table";
import { clockOf } from "./words";

/** Bytes of an upload that are taken at all, and bytes that go out: beyond that carriers drop or mangle it. */
const largestUpload = uploadLimit.bytes;
export const largestSent = 1024 * 1024;
const mostMinutes = 2;

/** Said to the person who chose the file. */
export class MediaRefused extends Error {}

/**
 * Takes a file the leader wants to send along and makes it ready for the carrier: a picture becomes a JPEG under
 * 600 KB, sound an MP3, a film an MP4, all without metadata; a moving GIF stays one, of 1 MB at most. As a greeting,
 * sound is made ready for the telephone. The file as it was chosen is kept beside it. Throws MediaRefused with a
 * sentence.
 */
export async function keepUpload(
  leaderId: number,
  bytes: Uint8Array,
  name: string,
  use: "text" | "greeting" = "text",
): Promise<Media> {
  if (bytes.length === 0) throw new MediaRefused("That file is empty.");
  if (bytes.length > largestUpload) throw new MediaRefused(tooLargeSentence(uploadLimit));
  const sniffed = await sniff(bytes);
  if (sniffed.demuxer && !(await findFfmpeg()).path)
    throw new MediaRefused(
      "This server can't prepare sound and video. Ask whoever runs it to install FFmpeg 5.1 or later.",
    );
  const reservation = await reserveStorage(leaderId, bytes.length);
  if (!reservation) throw new MediaRefused(await storageFullSentence(leaderId));
  const id = randomUUID();
  try {
    return await store({ leaderId, id, bytes, name, use, sniffed, reservation });
  } catch (error) {
    await reservation.release();
    await removeMedia(leaderId, id);
    throw error;
  }
}

/** Makes the file ready and writes it. What is made of it takes room as well, so the reservation grows before that. */
async function store(of: {
  leaderId: number;
  id: string;
  bytes: Uint8Array;
  name: string;
  use: "text" | "greeting";
  sniffed: Sniffed;
  reservation: StorageReservation;
}): Promise<Media> {
  const { leaderId, id, bytes, name, use, sniffed, reservation } = of;
  const ready = use === "greeting" ? await asGreeting(bytes, sniffed) : await madeReady(bytes, sniffed);
  const looked = await look(ready);
  const chosen = ready === bytes ? {} : { chosenType: sniffed.type, chosenBytes: bytes.length };
  const total = (looked.bytes ?? 0) + (looked.previewBytes ?? 0) + (chosen.chosenBytes ?? 0);
  if (!(await reservation.resize(total))) throw new MediaRefused(await storageFullSentence(leaderId));
  await putMedia(leaderId, id, ready, looked);
  if (ready !== bytes) await mediaStore().put(keyOf(leaderId, id, "chosen"), bytes, sniffed.type);
  const source = use === "greeting" ? "greeting" : "leader";
  // A contact card is called as the one on it.
  const called = looked.contact?.name ?? name;
  const row = { id, leaderId, kind: looked.kind, source, name: shortName(called), ...chosen } as const;
  return reservation.settle((tx) => addStored(tx, row, looked));
}

/** What callers hear, as telephone lines carry it: MP3, mono, 16,000 Hz, two minutes at most. */
async function asGreeting(bytes: Uint8Array, { kind, demuxer }: Sniffed): Promise<Uint8Array> {
  // A browser records sound into a film's container.
  const sound = kind === "audio" || kind === "video";
  const mp3 =
    sound && demuxer
      ? await toMp3({ bytes, demuxer }, { hertz: 16_000, rate: "48k", mostSeconds: mostMinutes * 60 })
      : null;
  if (!mp3) throw new MediaRefused("This sound cannot be read. An MP3, M4A or WAV works.");
  return mp3.bytes;
}

async function madeReady(bytes: Uint8Array, { kind, demuxer }: Sniffed): Promise<Uint8Array> {
  switch (kind) {
    case "image": {
      const picture = await pictureToSend(bytes, largestSent).catch(() => {
        throw new MediaRefused("This picture cannot be read. A JPEG, PNG, GIF or WebP works.");
      });
      if (picture === "too long")
        throw new MediaRefused("This moving picture is too long to be sent. A shorter one works, or a video of it.");
      if (picture === "too large")
        throw new MediaRefused(
          "This moving picture stays over 1 MB however small it is made, and carriers drop that. A shorter one works.",
        );
      return picture;
    }
    case "audio": {
      const work = demuxer && { bytes, demuxer };
      const { seconds } = (work && (await measure(work))) || { seconds: null };
      // Two minutes are just under 1 MB. Nobody wants a song that breaks off, so it is not cut.
      if (seconds !== null && seconds > mostMinutes * 60 + 1)
        throw new MediaRefused(
          `This sound is ${clockOf(seconds)} long, and a text carries ${mostMinutes} minutes at most.`,
        );
      const mp3 = work && (await toMp3(work, { hertz: 32_000, rate: "64k", mostSeconds: mostMinutes * 60 }));
      if (!mp3) throw new MediaRefused("This sound cannot be read. An MP3, M4A or WAV works.");
      return mp3.bytes;
    }
    case "video": {
      const film = demuxer ? await toSmallMp4({ bytes, demuxer }, largestSent) : null;
      if (film === "too long")
        throw new MediaRefused("This video is too long for a text: half a minute at most, which is made to fit 1 MB.");
      if (!film) throw new MediaRefused("This video cannot be read. An MP4, MOV or WebM works.");
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
