import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes sure that one program at a time runs on a data folder. A file left by a program that was killed is no
 * hindrance. Returns the function that gives the folder free; throws a sentence where another program has it.
 */
export function onlyOne(dataDir: string): () => void {
  const file = join(dataDir, "tenfour.pid");
  const other = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (other && other !== process.pid && runs(other)) {
    throw new Error(
      `Tenfour already runs on ${dataDir} (process ${other}). Stop that one first, or set DATA_DIR to another folder.`,
    );
  }
  writeFileSync(file, String(process.pid), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  // The number may be another program's by now: only ours counts, where the system tells.
  const words = `/proc/${pid}/cmdline`;
  return !existsSync(words) || readFileSync(words, "utf8").includes("server.ts");
}
