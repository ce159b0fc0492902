import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Ledger } from "@/lib/carrier/simulator/ledger";
import { makeDataFolder } from "@/lib/db/data-folder";
import { folderStore } from "@/lib/media/store-folder";
import { makePrivate } from "@/lib/process/private-files";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "tenfour-private-"));
  made.push(path);
  return path;
}

/** Every file and folder that anybody but its owner has a right to. */
function readableByOthers(path: string): string[] {
  const found = lstatSync(path);
  const below = found.isDirectory() ? readdirSync(path).flatMap((name) => readableByOthers(join(path, name))) : [];
  return found.mode & 0o077 ? [path, ...below] : below;
}

describe("the files in DATA_DIR", () => {
  test("are private from the moment they are made, also where the umask is wide", async () => {
    const before = process.umask(0o000);
    try {
      const dataDir = join(folder(), "data");
      makeDataFolder(dataDir);
      await folderStore(dataDir).put("1/a-file", Buffer.from("a picture"), "image/jpeg");
      const ledger = new Ledger(join(dataDir, "simulator"));
      await new Promise((done) => ledger.append({ type: "note" } as never, done));
      expect(readableByOthers(dataDir)).toEqual([]);
    } finally {
      process.umask(before);
    }
  });

  test("that an older version left readable are made private, and counted", async () => {
    const dataDir = folder();
    chmodSync(dataDir, 0o755);
    mkdirSync(join(dataDir, "media", "1"), { recursive: true, mode: 0o755 });
    writeFileSync(join(dataDir, "media", "1", "a-file"), "", { mode: 0o644 });
    mkdirSync(join(dataDir, "simulator"), { mode: 0o755 });
    writeFileSync(join(dataDir, "simulator", "ledger.ndjson"), "", { mode: 0o644 });
    writeFileSync(join(dataDir, "secrets.json"), "", { mode: 0o640 });
    expect(await makePrivate(dataDir)).toBe(7);
    expect(readableByOthers(dataDir)).toEqual([]);
    expect(await makePrivate(dataDir)).toBe(0);
  });

  test("that are not the program's, and a folder shared with others, are left alone", async () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, "somebody-elses"), "", { mode: 0o644 });
    chmodSync(dataDir, 0o1777);
    expect(await makePrivate(dataDir)).toBe(0);
    expect(lstatSync(dataDir).mode & 0o7777).toBe(0o1777);
    expect(lstatSync(join(dataDir, "somebody-elses")).mode & 0o777).toBe(0o644);
  });
});
