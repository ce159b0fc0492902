import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { childEnvironment } from "@/lib/process/child-environment";
import { isRoot, serviceUser } from "@/lib/process/run-as";

/** ffmpeg as found on this machine, or why it cannot be used. */
export type Ffmpeg = { path: string; version: string } | { path: null; problem: string };

/** libavutil of FFmpeg 5.1, the oldest release that distributions still patch. FFmpeg numbers its releases by it. */
const oldestLibrary = [57, 28] as const;
const advice = "Install FFmpeg 5.1 or later to play and send sound and video.";

/** Milliseconds of wall time and seconds of processor time for one file. */
const wallMs = 60_000;
const cpuSeconds = 60;
/** Bytes of address space, bytes of one written file, and open files. An ordinary run needs 700 MB, 16 MB and 12. */
const memoryBytes = 2_147_483_648;
const outputBytes = 67_108_864;
const openFiles = 48;

let found: Promise<Ffmpeg> | undefined;

/** Looks for ffmpeg once per process: FFMPEG_PATH, else PATH. */
export function findFfmpeg(): Promise<Ffmpeg> {
  found ??= look();
  return found;
}

/** Forgets what was found, so that the next call looks again. */
export function forgetFfmpeg(): void {
  found = undefined;
}

async function look(): Promise<Ffmpeg> {
  const given = process.env.FFMPEG_PATH || null;
  const path = given ?? onPath("ffmpeg");
  if (!path) return { path: null, problem: `ffmpeg is not installed. ${advice}` };
  const output = await new Promise<string>((done) =>
    execFile(/*turbopackIgnore: true*/ path, ["-version"], { env: childEnvironment(), timeout: 10_000 }, (_, stdout) =>
      done(stdout ?? ""),
    ),
  );
  const version = /^ffmpeg version (\S+)/.exec(output)?.[1];
  const library = /^libavutil\s+(\d+)\.\s*(\d+)\./m.exec(output);
  if (!version || !library) {
    const where = given ? `FFMPEG_PATH (${given})` : path;
    return { path: null, problem: `${where} is not a working ffmpeg. ${advice}` };
  }
  const [major, minor] = [Number(library[1]), Number(library[2])];
  const recent = major > oldestLibrary[0] || (major === oldestLibrary[0] && minor >= oldestLibrary[1]);
  if (!recent) return { path: null, problem: `ffmpeg ${version} is too old to read files from strangers. ${advice}` };
  return { path, version };
}

function onPath(name: string): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const names = process.platform === "win32" ? [`${name}.exe`] : [name];
  for (const path of folders.flatMap((folder) => names.map((one) => join(folder, one)))) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // The next folder.
    }
  }
  return null;
}

/**
 * Runs ffmpeg in `folder` with the least rights that do: lowest priority, limits on memory, processor time, output and
 * open files, no secrets in its environment, and never as root. Returns everything it printed; it is killed after a
 * minute. The exit code is left out: what ffmpeg printed and wrote is looked at either way.
 */
export function executeFfmpeg(path: string, args: string[], folder: string): Promise<string> {
  const [file, ...words] = limited([path, "-nostdin", "-hide_banner", ...args]);
  return new Promise((done) => {
    execFile(
      file as string,
      words,
      {
        cwd: folder,
        env: childEnvironment({ TMPDIR: folder, HOME: folder, NODE_OPTIONS: undefined }),
        timeout: wallMs,
        killSignal: "SIGKILL",
        maxBuffer: 4_000_000,
        ...(isRoot() ? serviceUser() : {}),
      },
      (_, stdout, stderr) => done(`${stdout}${stderr}`),
    );
  });
}

/** Puts a command under the shell's limits. A system that lacks one of them (macOS has no -v) runs without that one. */
function limited(command: string[]): string[] {
  if (process.platform === "win32") return command;
  const limits = [
    `-v ${memoryBytes / 1024}`,
    `-t ${cpuSeconds}`,
    // In blocks of 512 bytes.
    `-f ${outputBytes / 512}`,
    `-n ${openFiles}`,
    "-c 0",
  ].map((limit) => `ulimit ${limit} 2>/dev/null`);
  return ["/bin/sh", "-c", `${limits.join("; ")}; exec nice -n 19 "$@"`, "sh", ...command];
}
