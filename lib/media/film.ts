import { type Codecs, type Measured, measure, run, type Work } from "./ffmpeg";

/** Without metadata (phones write down where they were), and playing before the whole of it is here. */
const asMp4 = ["-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4"];
const asH264 = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"];

/** Seconds of film that are still worth looking at in a megabyte. */
const mostSeconds = 30;

/**
 * A film small enough for the carriers, as MP4 without metadata: copied where it fits, made smaller where it does not.
 * Null where it cannot be read.
 */
export async function toSmallMp4(work: Work, mostBytes: number): Promise<Buffer | "too long" | null> {
  const measured = await measure(work);
  if (!measured) return null;
  if (everywhere(measured.codecs)) {
    const copied = await run(work, "out.mp4", ["-c", "copy", ...asMp4]);
    if (copied?.bytes && copied.bytes.length > 0 && copied.bytes.length <= mostBytes) return copied.bytes;
  }
  const { seconds } = measured;
  if (!seconds) return null;
  // Half a second of grace: a film of half a minute is often a frame longer.
  if (seconds > mostSeconds + 0.5) return "too long";
  const kilobits = Math.floor((mostBytes * 8 * 0.88) / 1000 / seconds) - 32;
  const smaller = await run(work, "out.mp4", [
    ...["-vf", "scale='min(480,iw)':-2", ...asH264],
    ...["-b:v", `${kilobits}k`, "-maxrate", `${kilobits}k`, "-bufsize", `${kilobits}k`],
    ...["-c:a", "aac", "-ac", "1", "-b:a", "32k", ...asMp4],
  ]);
  return smaller?.bytes && smaller.bytes.length > 0 && smaller.bytes.length <= mostBytes ? smaller.bytes : null;
}

/**
 * What of a film every browser plays: an MP4 with H.264 and AAC. Phones send 3GP (H.263, AMR) and QuickTime (often
 * HEVC) as well: their streams are put into an MP4 as they are where browsers know them, and encoded anew where not.
 * "as it is": it plays already. Null: it could not be made.
 */
export async function toPlayable(work: Work, type: string, measured: Measured): Promise<Buffer | "as it is" | null> {
  if (type === "video/webm") return "as it is";
  const known = everywhere(measured.codecs);
  if (known && type === "video/mp4") return "as it is";
  const made = await run(work, "out.mp4", [
    ...(known
      ? ["-c", "copy"]
      : // Sides must be even; what is larger than a phone's screen is of no use in a thread.
        [
          "-vf",
          "scale='trunc(min(1280,iw)/2)*2':-2",
          ...asH264,
          "-crf",
          "26",
          "-c:a",
          "aac",
          "-ac",
          "2",
          "-b:a",
          "96k",
        ]),
    ...asMp4,
  ]);
  return made?.bytes?.length ? made.bytes : null;
}

function everywhere({ film, pixels, sound }: Codecs): boolean {
  return film === "h264" && /^yuvj?420p$/.test(pixels ?? "") && (sound === null || sound === "aac" || sound === "mp3");
}
