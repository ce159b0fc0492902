import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { measure, run } from "@/lib/media/ffmpeg";
import { executeFfmpeg, findFfmpeg, forgetFfmpeg } from "@/lib/media/ffmpeg-program";
import { look } from "@/lib/media/look";
import { keepUpload } from "@/lib/media/upload";

const folder = mkdtempSync(join(tmpdir(), "tenfour-hostile-"));
chmodSync(folder, 0o755);
let asked = 0;
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((_, response) => {
    asked++;
    response.end("secret");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const playlist = (address: string) =>
  Buffer.from(`#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\n${address}\n#EXT-X-ENDLIST\n`);

describe("a file made to attack whoever looks at it", () => {
  test("a playlist or a script is a plain file to download, whatever it points at", async () => {
    for (const bytes of [
      playlist("file:///etc/passwd"),
      playlist(`${url}/x.ts`),
      Buffer.from("ffconcat version 1.0\nfile /etc/passwd\n"),
      Buffer.from(`#EXTM3U\nconcat:${url}/a|file:///etc/passwd\n`),
    ]) {
      expect(await look(bytes)).toMatchObject({ kind: "file", preview: null });
    }
    expect(asked).toBe(0);
  });

  test("even when it was taken for a video, nothing is fetched and no other file is read", async () => {
    for (const demuxer of ["hls", "concat"]) {
      for (const bytes of [
        playlist(`${url}/x.ts`),
        playlist("file:///etc/passwd"),
        Buffer.from(`ffconcat version 1.0\nfile ${url}/x.mp4\n`),
        Buffer.from("ffconcat version 1.0\nfile /etc/passwd\n"),
      ]) {
        const made = await run({ bytes, demuxer }, "out.mp3", ["-f", "mp3"]);
        expect(made?.bytes?.length ?? 0).toBe(0);
      }
    }
    // A playlist inside a format that was recognized is no playlist.
    expect((await measure({ bytes: playlist(`${url}/x.ts`), demuxer: "mov" }))?.codecs.film).toBeNull();
    expect(asked).toBe(0);
  });

  test("a list that names itself without end is given up", async () => {
    const bytes = Buffer.from("ffconcat version 1.0\nfile in\n");
    const before = Date.now();
    expect((await run({ bytes, demuxer: "concat" }, "out.mp3", ["-f", "mp3"]))?.bytes?.length ?? 0).toBe(0);
    expect(Date.now() - before).toBeLessThan(30_000);
  }, 60_000);

  test("huge dimensions are not decoded", async () => {
    const huge = join(folder, "huge.mov");
    await promisify(execFile)("ffmpeg", [
      ...["-y", "-f", "lavfi", "-i", "color=size=9000x9000:rate=1:duration=1", "-frames:v", "1", "-c:v", "mjpeg", huge],
    ]);
    expect((await look(readFileSync(huge))).preview).toBeNull();
    const made = await run({ bytes: readFileSync(huge), demuxer: "mov" }, "out.mp4", ["-vf", "scale=64:64"]);
    expect(made?.bytes?.length ?? 0).toBe(0);
  }, 60_000);

  test("an endless stream is cut off by the size of the file and by time, and leaves nothing behind", async () => {
    const { path } = await findFfmpeg();
    const work = mkdtempSync(join(folder, "endless-"));
    chmodSync(work, 0o777);
    const noise = ["-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=30", "-c:v", "rawvideo", "-f", "rawvideo", "out"];
    await executeFfmpeg(path as string, noise, work);
    expect(readFileSync(join(work, "out")).length).toBeLessThanOrEqual(67_108_864);
    const temporary = process.env.TMPDIR;
    process.env.TMPDIR = work;
    await look(Buffer.concat([Buffer.from("OggS"), Buffer.alloc(200_000, 0xff)]));
    process.env.TMPDIR = temporary;
    if (temporary === undefined) delete process.env.TMPDIR;
    expect(readdirSync(work)).toEqual(["out"]);
  }, 60_000);

  test("ffmpeg runs with the lowest priority, its limits, no secret, and never as root", async () => {
    const probe = join(folder, "probe");
    writeFileSync(probe, "#!/bin/sh\nid -u; nice; ulimit -v; ulimit -t; ulimit -n; env; pwd\n", { mode: 0o755 });
    process.env.NEXTAUTH_SECRET ??= "a-secret-of-the-tests-and-of-nothing-else";
    const [uid, nice, memory, time, files, ...rest] = (await executeFfmpeg(probe, [], folder)).trim().split("\n");
    if (process.getuid?.() === 0) expect(uid).not.toBe("0");
    expect([nice, memory, time, files]).toEqual(["19", "2097152", "60", "48"]);
    expect(rest.join("\n")).not.toMatch(/SECRET|DATABASE|VONAGE|DATA_DIR/);
    expect(rest.at(-1)).toBe(folder);
  });
});

describe("which ffmpeg is used", () => {
  afterEach(() => {
    delete process.env.FFMPEG_PATH;
    forgetFfmpeg();
  });

  const fake = (name: string, version: string, library: string): string => {
    const path = join(folder, name);
    const lines = `ffmpeg version ${version} Copyright\nlibavutil      ${library} / ${library}`;
    writeFileSync(path, `#!/bin/sh\necho "${lines}"\n`, { mode: 0o755 });
    return path;
  };

  test("the system's, where it is recent", async () => {
    const ffmpeg = await findFfmpeg();
    expect(ffmpeg.path).toMatch(/ffmpeg$/);
  });

  test("one of 2018 is refused with a sentence, and files are then kept unread", async () => {
    process.env.FFMPEG_PATH = fake("old", "N-92722-gf22fcd4483-static", "56. 24.101");
    forgetFfmpeg();
    expect(await findFfmpeg()).toEqual({
      path: null,
      problem:
        "ffmpeg N-92722-gf22fcd4483-static is too old to read files from strangers. Install FFmpeg 5.1 or later to play and send sound and video.",
    });
    const wav = Buffer.concat([
      Buffer.from("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0", "latin1"),
      Buffer.alloc(200),
    ]);
    expect(await look(wav)).toMatchObject({ kind: "audio", preview: null });
    await expect(keepUpload(1, wav, "sound.wav")).rejects.toThrow(
      "Ask whoever runs it to install FFmpeg 5.1 or later.",
    );
  });

  test("a recent one named by FFMPEG_PATH is taken, and what is no ffmpeg is not", async () => {
    process.env.FFMPEG_PATH = fake("new", "7.1", "59. 39.100");
    forgetFfmpeg();
    expect(await findFfmpeg()).toEqual({ path: process.env.FFMPEG_PATH, version: "7.1" });
    process.env.FFMPEG_PATH = "/bin/true";
    forgetFfmpeg();
    expect(await findFfmpeg()).toMatchObject({
      path: null,
      problem: expect.stringContaining("FFMPEG_PATH (/bin/true)"),
    });
  });
});
