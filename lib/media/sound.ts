import { run, type Work } from "./ffmpeg";

/** Sound as MP3, mono, without metadata, cut after `mostSeconds`. Hertz and bit rate as the use asks. Null where it cannot be read. */
export async function toMp3(
  work: Work,
  { hertz, rate, mostSeconds }: { hertz: number; rate: string; mostSeconds: number },
): Promise<{ bytes: Buffer; seconds: number } | null> {
  const made = await run(work, "out.mp3", [
    ...["-vn", "-sn", "-dn", "-map_metadata", "-1", "-t", String(mostSeconds)],
    ...["-ac", "1", "-ar", String(hertz), "-b:a", rate, "-f", "mp3"],
  ]);
  if (!made?.bytes?.length) return null;
  return { bytes: made.bytes, seconds: made.written ?? Math.min(made.measured.seconds ?? 0, mostSeconds) };
}
