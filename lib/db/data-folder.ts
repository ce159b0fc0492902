import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Makes the data folder where it is not there, and sees that it can be written. Throws a sentence for the operator. */
export function makeDataFolder(dataDir: string): void {
  try {
    make(resolve(dataDir));
    accessSync(dataDir, constants.W_OK);
    const probe = join(dataDir, ".may-write");
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new Error(`The data folder ${dataDir} cannot be written. Make it writable, or set DATA_DIR to one that is.`, {
      cause: error,
    });
  }
}

/** One folder after the other, for its owner only: Node's `recursive` tries for ever where a folder refuses every name, as /proc does. */
function make(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) make(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Of two programs that start at once the other one may have made it.
    if (!existsSync(folder)) throw error;
  }
}
