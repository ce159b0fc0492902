import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import type { MediaStore } from "./store";

/** Keeps files under `dataDir`/media. A file is there whole or not at all: it is written beside and moved. */
export function folderStore(dataDir: string): MediaStore {
  const pathOf = (key: string) => {
    if (!/^\d+\/[\w.-]+$/.test(key) || key.includes("..")) throw new Error("That is no key of a stored file.");
    return join(dataDir, "media", key);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const beside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.new`;
      await writeFile(beside, bytes, { mode: 0o600 });
      await rename(beside, path);
    },
    async get(key, range) {
      const path = pathOf(key);
      const found = await stat(path).catch(() => null);
      if (!found) return null;
      const file = createReadStream(path, range ? { start: range.from, end: range.to } : {});
      return Readable.toWeb(file) as ReadableStream<Uint8Array>;
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}
