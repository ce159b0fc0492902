import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noteStored, writeProblem } from "@/lib/db/writable";
import { type TestDatabase, testDatabase } from "../database";

const folder = mkdtempSync(join(tmpdir(), "tenfour-full-"));
const mayMount = process.getuid?.() === 0 && mounts();
let database: TestDatabase;

function mounts(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  database = await testDatabase();
  process.env.DATA_DIR = folder;
});
afterAll(async () => {
  await database.close();
  if (mayMount) execFileSync("umount", [folder]);
  rmSync(folder, { recursive: true, force: true });
});
const lookAgain = async () => {
  await pause(3_100);
  return writeProblem();
};

test("what can be written to is no problem, nothing of the probe stays, and a webhook that was not stored is one", async () => {
  expect(await writeProblem()).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
  noteStored(false);
  expect(await lookAgain()).toBe("Webhooks could not be stored a moment ago.");
  noteStored(true);
  expect(await lookAgain()).toBeNull();
});

// Only root may make a disk that is full at will.
test.runIf(mayMount)("a full disk is a problem, until there is room again", async () => {
  writeFileSync(join(folder, "ballast"), Buffer.alloc(1024 * 1024 - 4_096));
  expect(await lookAgain()).toBe("The data folder cannot be written to. Its disk may be full.");
  rmSync(join(folder, "ballast"));
  expect(await lookAgain()).toBeNull();
});
