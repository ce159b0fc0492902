import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { freePort, Program, startWords, until } from "../program";

/** Processor time of a process and its threads in seconds (proc(5), fields 14 and 15, in ticks of 10 ms). */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

test("a program whose output nobody reads answers, and does not spend its time on reporting that", {
  timeout: 300_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "tenfour-program-"));
  const program = Program.running(`http://localhost:${await freePort()}`, dataDir);
  const child = spawn(process.execPath, startWords(), { env: program.settings, stdio: ["ignore", "pipe", "pipe"] });
  // What it prints when it is ready meets a pipe with nobody at its other end.
  child.stdout.destroy();
  child.stderr.destroy();
  try {
    await until("health", () => program.isReady(), 200_000);
    const before = cpuSeconds(child.pid as number);
    await pause(4_000);
    // Half of a core and more is what the loop took, on a busy machine too.
    expect(cpuSeconds(child.pid as number) - before).toBeLessThan(1);
    expect(await program.isReady()).toBe(true);
  } finally {
    await program.remove();
    // One that never came up has not written who it is.
    child.kill("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  }
});
