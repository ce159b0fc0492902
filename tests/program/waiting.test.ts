import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { startEmbedded } from "@/lib/db/embedded";
import { bundled, freePort, until } from "../program";

const folders: string[] = [];
const children: ChildProcess[] = [];
const stops: (() => Promise<void>)[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), "tenfour-waiting-"));
  folders.push(made);
  return made;
};
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const stop of stops) await stop().catch(() => {});
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

/** A program without the web, so that nothing is built. */
function start(url: string): { said: () => string; ended: () => boolean } {
  const inherited = { ...process.env };
  for (const name of ["NODE_ENV", "VITEST", "NEXTAUTH_SECRET", "PUBLIC_URL"]) delete inherited[name];
  const child = spawn(process.execPath, bundled("server.ts"), {
    env: {
      ...inherited,
      ROLES: "sender,jobs",
      LOG_LEVEL: "silent",
      DATABASE_URL: url,
      DATA_DIR: folder(),
    } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return { said: () => said, ended: () => child.exitCode !== null };
}

test("a database that is away, and then dies while the program starts, is waited for", async () => {
  const [data, port] = [folder(), await freePort()];
  const first = await startEmbedded(data, { port });
  await first.stop();
  const program = start(first.url);
  await until("it to say that it waits", () => program.said().includes("Waiting for the database."), 30_000);
  expect(program.said()).toMatch(/^The database cannot be reached: .* Waiting for the database\.$/m);
  expect(program.ended()).toBe(false);
  // It is there, dies in the middle of the start, and comes back.
  for (const lives of [300, 900]) {
    await until(
      "the database to start",
      () =>
        startEmbedded(data, { port }).then(
          () => true,
          () => false,
        ),
      30_000,
    );
    await pause(lives);
    process.kill(Number(readFileSync(join(data, "postgres", "postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
    await pause(500);
    expect(program.ended(), program.said()).toBe(false);
  }
  await until(
    "the database to start",
    async () => {
      try {
        const last = await startEmbedded(data, { port });
        stops.push(() => last.stop());
        return true;
      } catch {
        return false;
      }
    },
    30_000,
  );
  await until("the program to be ready", () => program.said().includes("Tenfour is ready"), 120_000).catch(
    (error: Error) => {
      throw new Error(`${error.message}\n${program.said()}`);
    },
  );
  expect(program.ended()).toBe(false);
}, 300_000);
