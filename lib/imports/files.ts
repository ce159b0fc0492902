import { mkdir, unlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { env } from "@/lib/env";
import { Repeats } from "./repeats";

/** Where files wait to be imported; made where it is not there yet. */
export async function importsFolder(): Promise<string> {
  const folder = join(env().DATA_DIR, "imports");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Where a stored file lies. The name cannot lead out of the folder. */
export const storedPath = (storedAs: string) => join(env().DATA_DIR, "imports", basename(storedAs));
/** Where the dry run wrote down which rows repeat a number. */
export const repeatsPath = (storedAs: string) => `${storedPath(storedAs)}.repeats`;

/** Removes a stored file and what belongs to it; one that is gone already is fine. */
export async function removeStored(storedAs: string): Promise<void> {
  await unlink(storedPath(storedAs)).catch(() => {});
  await Repeats.remove(repeatsPath(storedAs));
}
