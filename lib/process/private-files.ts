import { existsSync, lstatSync } from "node:fs";
import { chmod, lstat, opendir } from "node:fs/promises";
import { join, resolve } from "node:path";

/** What the program keeps in DATA_DIR. Anything else in there belongs to somebody else and is left alone. */
export const keptInDataDir = [
  "encryption.key",
  "imports",
  "media",
  "postgres",
  "postgres.key",
  "roles.json",
  "secrets.json",
  "simulator",
  "tenfour.pid",
];

/** True where `dataDir` is also used by others (like /tmp), or is the program's own folder: its mode is not ours to set. */
export function isSharedFolder(dataDir: string): boolean {
  if (existsSync(join(dataDir, "package.json"))) return true;
  return existsSync(dataDir) && (lstatSync(dataDir).mode & 0o1000) !== 0;
}

/**
 * Sets DATA_DIR to 0700 and everything the program keeps in it to 0700 (folders) and 0600 (files): message texts,
 * phone numbers and keys are nobody else's to read. Symbolic links are not followed; PostgreSQL keeps the modes inside
 * its own folder by itself. Returns how many modes were wrong.
 */
export async function makePrivate(dataDir: string): Promise<number> {
  const root = resolve(dataDir);
  if (!existsSync(root)) return 0;
  let changed = isSharedFolder(root) ? 0 : await tighten(root, 0o700);
  for (const name of keptInDataDir) changed += await makeTreePrivate(join(root, name), name !== "postgres");
  return changed;
}

async function makeTreePrivate(path: string, deep: boolean): Promise<number> {
  const found = await lstat(path).catch(() => null);
  if (found?.isFile()) return tighten(path, 0o600);
  if (!found?.isDirectory()) return 0;
  let changed = await tighten(path, 0o700);
  if (!deep) return changed;
  for await (const entry of await opendir(path)) {
    if (entry.isDirectory() || entry.isFile()) changed += await makeTreePrivate(join(path, entry.name), true);
  }
  return changed;
}

/** Takes every right away that is not in `mode`. A file that vanished meanwhile is fine. */
async function tighten(path: string, mode: number): Promise<number> {
  const found = await lstat(path).catch(() => null);
  if (!found || (found.mode & 0o777 & ~mode) === 0) return 0;
  await chmod(path, mode).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  return 1;
}
