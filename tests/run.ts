import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { findBrowser } from "./browser";

type Counts = { passed: number; failed: number };

const results = "test-results";
const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
});
const storiesReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/** `npm test`: everything that must hold, one after the other, and the sum of it as the last line. */
async function main(): Promise<void> {
  mkdirSync(results, { recursive: true });
  const all = [await types(), await lint(), await tests(), await stories()];
  const passed = all.reduce((sum, counts) => sum + counts.passed, 0);
  const failed = all.reduce((sum, counts) => sum + counts.failed, 0);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(`\n${passed} passed, ${failed} failed`);
}

async function types(): Promise<Counts> {
  title("Types");
  // Next writes the types of its routes; without them a fresh clone checks less than a used one.
  await run("node_modules/.bin/next", ["typegen"]);
  return single(await run("node_modules/.bin/tsc", ["--noEmit"]));
}

async function lint(): Promise<Counts> {
  title("Lint");
  return single(await run("node_modules/.bin/biome", ["check", "."]));
}

async function tests(): Promise<Counts> {
  title("Tests");
  const file = `${results}/tests.json`;
  rmSync(file, { force: true });
  const code = await run("node_modules/.bin/vitest", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${file}`,
  ]);
  const report = read(file, vitestReport);
  if (!report) return { passed: 0, failed: 1 };
  // A file that cannot even be read has no tests to fail.
  const failed = report.numFailedTests || (code === 0 ? 0 : Math.max(1, report.numFailedTestSuites));
  return { passed: report.numPassedTests, failed };
}

async function stories(): Promise<Counts> {
  title("Stories in a browser");
  try {
    process.env.CHROMIUM_PATH = await findBrowser();
  } catch (error) {
    console.error((error as Error).message);
    return { passed: 0, failed: 1 };
  }
  console.log(`Browser: ${process.env.CHROMIUM_PATH}`);
  const file = `${results}/stories.json`;
  rmSync(file, { force: true });
  const code = await run("node_modules/.bin/playwright", ["test"]);
  const report = read(file, storiesReport);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  const failed = unexpected + report.errors.length;
  return { passed: expected + flaky, failed: failed || (code === 0 ? 0 : 1) };
}

function title(words: string): void {
  console.log(`\n── ${words} ${"─".repeat(Math.max(0, 60 - words.length))}`);
}

function single(code: number): Counts {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function read<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** Runs a program with its output as ours, and returns its exit code. */
function run(file: string, words: string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn(file, words, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, FORCE_COLOR: "0" },
    });
    child.once("error", (error) => {
      console.error(error.message);
      done(1);
    });
    child.once("exit", (code) => done(code ?? 1));
  });
}

await main();
