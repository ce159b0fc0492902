import { constants } from "node:fs";
import { chown, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRoot, serviceUser } from "@/lib/process/run-as";
import { executeFfmpeg, findFfmpeg } from "./ffmpeg-program";

/** A file and the input format ffmpeg must read it as. */
export type Work = { bytes: Uint8Array; demuxer: string };

/** What ffmpeg reports about a file. Seconds and pixels; null where unknown. `codecs` as ffmpeg names them, e.g. "h264". */
export type Measured = { seconds: number | null; width: number | null; height: number | null; codecs: Codecs };
export type Codecs = { film: string | null; pixels: string | null; sound: string | null };

/** Pixels of one frame: 8K has 33 million. */
const mostPixels = 40_000_000;

/** Length and size of a sound or a video; null where ffmpeg is missing. */
export async function measure(work: Work): Promise<Measured | null> {
  return (await run(work, null, []))?.measured ?? null;
}

/** Reads `bytes` and, where an output name is given, writes it with `args`. Null on a machine without ffmpeg. */
export async function run(
  { bytes, demuxer }: Work,
  output: string | null,
  args: string[],
): Promise<{ bytes: Buffer | null; measured: Measured; written: number | null } | null> {
  const program = await findFfmpeg();
  if (!program.path) return null;
  const folder = await mkdtemp(join(tmpdir(), "tenfour-media-"));
  try {
    await writeFile(join(folder, "in"), bytes, { mode: 0o600 });
    if (isRoot()) {
      const { uid, gid } = serviceUser();
      await Promise.all([folder, join(folder, "in")].map((path) => chown(path, uid, gid)));
    }
    const printed = await executeFfmpeg(
      program.path,
      [
        ...["-y", "-threads", "1"],
        // Only files, and only the format the bytes were recognized as: a playlist in disguise opens nothing.
        ...["-protocol_whitelist", "file,pipe", "-format_whitelist", demuxer, "-f", demuxer],
        ...["-max_pixels", String(mostPixels), "-i", "in"],
        ...args,
        ...(output ? [output] : []),
      ],
      folder,
    );
    const made = output ? await readOwn(join(folder, output)).catch(() => null) : null;
    return {
      bytes: made,
      measured: measuredFrom(printed),
      written: clock(/time=(\d+):(\d\d):(\d\d(?:\.\d+)?)(?!.*time=)/s.exec(printed)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads a file that ffmpeg wrote, never through a link: a hijacked ffmpeg could point one at our secrets. */
async function readOwn(path: string): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function measuredFrom(printed: string): Measured {
  const size = /Stream #[^\n]*Video:[^\n]*?[ ,](\d{2,5})x(\d{2,5})/.exec(printed);
  // A phone held upright records a video on its side, with a note on how to rotate it.
  const turned = /rotation of -?90\b|^\s+rotate\s*: (90|270)$/m.test(printed.split(/^Output #/m)[0] ?? "");
  const [width = null, height = null] = turned ? [size?.[2], size?.[1]] : [size?.[1], size?.[2]];
  return {
    seconds: clock(/Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(printed)),
    width: width === null ? null : Number(width),
    height: height === null ? null : Number(height),
    codecs: codecsFrom(printed),
  };
}

/** Of the input's streams only: the output's are printed after the word "Output". */
function codecsFrom(printed: string): Codecs {
  const input = printed.split(/^Output #/m)[0] ?? "";
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
