import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { log } from "@/lib/log";

/** Milliseconds ffmpeg may work on one file. */
const patience = 60_000;

/** A file, and what ffmpeg is told to read it as. */
export type Work = { bytes: Uint8Array; demuxer: string };

/** What ffmpeg says of a file. Seconds and pixels; null where it says nothing. `codecs` as ffmpeg names them, e.g. "h264". */
export type Measured = { seconds: number | null; width: number | null; height: number | null; codecs: Codecs };
export type Codecs = { film: string | null; pixels: string | null; sound: string | null };

/** Length and size of a sound or a film. */
export async function measure(work: Work): Promise<Measured | null> {
  return (await run(work, null, []))?.measured ?? null;
}

/** Reads `bytes` and, where an output's name is given, makes it by `args`. Null on a machine that has no ffmpeg. */
export async function run(
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
  // A phone held upright writes a film that lies on its side, and says how to turn it.
  const turned = /rotation of -?90\b|^\s+rotate\s*: (90|270)$/m.test(told.split(/^Output #/m)[0] ?? "");
  const [width = null, height = null] = turned ? [size?.[2], size?.[1]] : [size?.[1], size?.[2]];
  return {
    seconds: clock(/Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(told)),
    width: width === null ? null : Number(width),
    height: height === null ? null : Number(height),
    codecs: codecsFrom(told),
  };
}

/** Of the input's streams only: what is made of it is told after the word "Output". */
function codecsFrom(told: string): Codecs {
  const input = told.split(/^Output #/m)[0] ?? "";
  const film = /Stream #[^\n]*Video: (\w+)[^\n]*?, (\w+)/.exec(input);
  return {
    film: film?.[1] ?? null,
    pixels: film?.[2] ?? null,
    sound: /Stream #[^\n]*Audio: (\w+)/.exec(input)?.[1] ?? null,
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
