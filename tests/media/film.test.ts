import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test, vi } from "vitest";
import { measure } from "@/lib/media/ffmpeg";
import { look } from "@/lib/media/look";

const folder = mkdtempSync(join(tmpdir(), "tenfour-film-"));
// ffmpeg has the lowest priority, so a busy machine keeps it waiting.
vi.setConfig({ testTimeout: 60_000 });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const make = (args: string[]) => promisify(execFile)("ffmpeg", ["-y", ...args]);

/** A second of AMR sound, which no free encoder makes: fifty frames of the lowest rate with nothing in particular in them. */
function amr(): string {
  const path = join(folder, "sound.amr");
  const frame = Buffer.concat([Buffer.of(0x04), Buffer.alloc(12, 0x55)]);
  writeFileSync(path, Buffer.concat([Buffer.from("#!AMR\n"), ...Array.from({ length: 50 }, () => frame)]));
  return path;
}

/** A video as old phones make it: 3GP with H.263 and AMR. */
async function oldFilm(): Promise<Buffer> {
  const path = join(folder, "film.3gp");
  const picture = ["-f", "lavfi", "-i", "testsrc=size=176x144:rate=15:duration=1"];
  await make([...picture, "-i", amr(), "-c:v", "h263", "-c:a", "copy", path]);
  return readFileSync(path);
}

/** One second of a test picture with a tone, encoded as a phone would. */
async function film(ending: string, ...codecs: string[]): Promise<Buffer> {
  const path = join(folder, `film.${ending}`);
  await make([
    ...["-f", "lavfi", "-i", "testsrc=size=176x144:rate=15:duration=1"],
    ...["-f", "lavfi", "-i", "sine=440:duration=1", ...codecs, path],
  ]);
  return readFileSync(path);
}
const h264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"];

describe("a film from a fan", () => {
  test("as old phones make it (3GP, H.263, AMR) becomes an MP4 of H.264 and AAC; the original is kept", async () => {
    const bytes = await oldFilm();
    const looked = await look(bytes);
    expect(looked).toMatchObject({ kind: "video", type: "video/3gpp", bytes: bytes.length, previewType: "video/mp4" });
    expect([looked.width, looked.height]).toEqual([176, 144]);
    const shown = await measure({ bytes: looked.preview as Buffer, demuxer: "mov" });
    expect(shown?.codecs).toEqual({ film: "h264", pixels: "yuv420p", sound: "aac" });
    expect(shown?.seconds).toBeGreaterThan(0.9);
  });

  test("as new phones make it (QuickTime, HEVC in ten bits) as well", async () => {
    const looked = await look(
      await film("mov", "-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1", "-c:a", "aac"),
    );
    expect(looked).toMatchObject({ kind: "video", type: "video/quicktime", previewType: "video/mp4" });
    const shown = await measure({ bytes: looked.preview as Buffer, demuxer: "mov" });
    expect(shown?.codecs).toEqual({ film: "h264", pixels: "yuv420p", sound: "aac" });
  });

  test("in QuickTime with streams that browsers know is only put into another box, without its place", async () => {
    const looked = await look(
      await film("mov", ...h264, "-metadata", "location=+41.8781-087.6298/", "-movflags", "use_metadata_tags"),
    );
    expect(looked).toMatchObject({ type: "video/quicktime", previewType: "video/mp4" });
    expect(looked.preview?.includes("+41.8781")).toBe(false);
    expect((await measure({ bytes: looked.preview as Buffer, demuxer: "mov" }))?.codecs.film).toBe("h264");
  });

  test("held upright is measured as it will be seen", async () => {
    await film("mp4", ...h264);
    const turned = join(folder, "turned.mp4");
    await make(["-i", join(folder, "film.mp4"), "-c", "copy", "-metadata:s:v:0", "rotate=90", turned]);
    const looked = await look(readFileSync(turned));
    expect(looked).toMatchObject({ kind: "video", type: "video/mp4", width: 144, height: 176 });
  });

  test("that every browser plays is left alone", async () => {
    expect(await look(await film("mp4", ...h264))).toMatchObject({ kind: "video", previewType: null, preview: null });
    expect(await look(await film("webm", "-c:v", "libvpx", "-c:a", "libvorbis"))).toMatchObject({ previewType: null });
  });

  test("cut in the middle never throws: what can be seen of it is seen, else it is a file to save", async () => {
    const bytes = await oldFilm();
    expect(["video", "file"]).toContain((await look(bytes.subarray(0, bytes.length / 2))).kind);
    expect((await look(bytes.subarray(0, 40))).kind).toBe("file");
  });
});
