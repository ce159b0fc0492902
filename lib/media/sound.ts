import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { log } from "@/lib/log";

/** Milliseconds ffmpeg may work on one file. */
const patience = 60_000;

type Work = { bytes: Uint8Array; demuxer: string };

/** What ffmpeg says of a file. Seconds and pixels; null where it says nothing. */
export type Measured = { seconds: number | null; width: number | null; height: number | null };

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

/** A film small enough for the carriers, as MP4 without metadata: copied where it fits, made smaller where it does not. */
export async function toSmallMp4(work: Work, mostBytes: number): Promise<Buffer | null> {
  const plain = ["-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4"];
  const copied = await run(work, "out.mp4", ["-c", "copy", ...plain]);
  if (copied?.bytes && copied.bytes.length > 0 && copied.bytes.length <= mostBytes) return copied.bytes;
  const { seconds } = (await measure(work)) ?? {};
  if (!seconds || seconds > 30) return null;
  const kilobits = Math.floor((mostBytes * 8 * 0.88) / 1000 / seconds) - 32;
  const smaller = await run(work, "out.mp4", [
    ...["-vf", "scale='min(480,iw)':-2", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"],
    ...["-b:v", `${kilobits}k`, "-maxrate", `${kilobits}k`, "-bufsize", `${kilobits}k`],
    ...["-c:a", "aac", "-ac", "1", "-b:a", "32k", ...plain],
  ]);
  return smaller?.bytes && smaller.bytes.length > 0 && smaller.bytes.length <= mostBytes ? smaller.bytes : null;
}

/** Length and size of a sound or a film. */
export async function measure(work: Work): Promise<Measured | null> {
  return (await run(work, null, []))?.measured ?? null;
}

async function run(
  { bytes, demuxer }: Work,
  output: string | null,
  args: string[],
): Promise<{ bytes: Buffer | null; measured: Measured; written: number | null } | null> {
  const program = ffmpeg();
  if (!program) return null;
  const folder = await mkdtemp(join(tmpdir(), "tenfour-media-"));
  try {
    const input = join(folder, "in");
    await writeFile(input, bytes, { mode: 0o600 });
    const told = await execute(program, [
      // The format is told, and only files may be opened: a playlist in disguise reaches nothing.
      ...["-nostdin", "-hide_banner", "-y", "-threads", "1", "-protocol_whitelist", "file", "-f", demuxer, "-i", input],
      ...args,
      ...(output ? [join(folder, output)] : []),
    ]);
    const made = output ? await readFile(join(folder, output)).catch(() => null) : null;
    return {
      bytes: made,
      measured: measuredFrom(told),
      written: clock(/time=(\d+):(\d\d):(\d\d(?:\.\d+)?)(?!.*time=)/s.exec(told)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function execute(program: string, args: string[]): Promise<string> {
  return new Promise((done) => {
    // An exit code other than 0 only says that nothing was made: what it told is looked at all the same.
    execFile(
      program,
      args,
      { timeout: patience, killSignal: "SIGKILL", maxBuffer: 4_000_000, env: { NODE_ENV: process.env.NODE_ENV } },
      (_, out, told) => done(`${out}${told}`),
    );
  });
}

function measuredFrom(told: string): Measured {
  const size = /Stream #[^\n]*Video:[^\n]*?[ ,](\d{2,5})x(\d{2,5})/.exec(told);
  return {
    seconds: clock(/Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(told)),
    width: size ? Number(size[1]) : null,
    height: size ? Number(size[2]) : null,
  };
}

function clock(found: RegExpExecArray | null): number | null {
  return found ? Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3]) : null;
}

let known: string | null | undefined;

/** The path of ffmpeg, or null on a machine for which npm has none: sound is then kept as it came. */
function ffmpeg(): string | null {
  if (known !== undefined) return known;
  try {
    known = (createRequire(join(process.cwd(), "package.json"))("@ffmpeg-installer/ffmpeg") as { path: string }).path;
  } catch (error) {
    log.warn({ err: error }, "there is no ffmpeg for this machine: sound and films are kept as they come");
    known = null;
  }
  return known;
}
