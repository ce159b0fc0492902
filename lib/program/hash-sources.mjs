import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** SHA-256 over names and contents of files and folders, in hex. What does not exist counts for nothing. */
export function hashSources(paths) {
  const hash = createHash("sha256");
  const add = (path) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(path).update("\0").update(readFileSync(path)).update("\0");
  };
  for (const path of paths) if (existsSync(path)) add(path);
  return hash.digest("hex");
}
