import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

/** How a Chromium is started for tests: without a screen, and without calling home. */
export const browserArguments = [
  "--no-sandbox",
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The path of a Chromium that starts: CHROMIUM_PATH, the system's, Playwright's own, the one that a package on the
 * registry carries, or, as root on Debian, the one that apt brings. Throws a sentence that says what to do.
 */
export async function findBrowser(): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (await starts(given)) return given;
    throw new Error(`CHROMIUM_PATH names ${given}, which does not start.`);
  }
  for (const look of [onThePath, playwrights, fromTheRegistry, fromDebian]) {
    const path = await look().catch(() => null);
    if (path && (await starts(path))) return path;
  }
  throw new Error(
    "No Chromium was found, and none could be obtained. Install one (Debian: apt-get install chromium-headless-shell) or set CHROMIUM_PATH to one.",
  );
}

async function onThePath(): Promise<string | null> {
  // The shell draws no window of its own, which makes the stories two to three times as fast.
  for (const name of [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
  ]) {
    const found = await run("sh", ["-c", `command -v ${name}`]).catch(() => null);
    if (found) return found.stdout.trim();
  }
  return null;
}

async function playwrights(): Promise<string | null> {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

async function fromTheRegistry(): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const { default: chromium } = await import("@sparticuz/chromium");
  return chromium.executablePath();
}

async function fromDebian(): Promise<string | null> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  const quiet = {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  } as const;
  execFileSync("apt-get", ["update", "-q"], { ...quiet, stdio: [...quiet.stdio] });
  execFileSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium-headless-shell"], {
    ...quiet,
    stdio: [...quiet.stdio],
  });
  return onThePath();
}

/** A browser whose libraries are missing is there and yet does not start; only starting it, as the stories do, tells. */
async function starts(path: string): Promise<boolean> {
  const { chromium } = await import("@playwright/test");
  try {
    await (await chromium.launch({ executablePath: path, args: browserArguments, timeout: 60_000 })).close();
    return true;
  } catch {
    return false;
  }
}
