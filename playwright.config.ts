import { defineConfig } from "@playwright/test";
import { browserArguments, findBrowser } from "./tests/browser";

// Workers read this file again: they find the same browser by the setting.
process.env.CHROMIUM_PATH = await findBrowser();

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/e2e/program.ts",
  // The stories share one program and one carrier, and tell one tale.
  workers: 1,
  // A machine that tests alone has nobody to look again: what passes only then is told as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: "test-results",
  reporter: [["list"], ["json", { outputFile: "test-results/stories.json" }]],
  // The first visit needs a program without a leader, so it comes first; the others bring leaders of their own.
  projects: [
    { name: "first visit", testMatch: "newcomer.spec.ts" },
    { name: "stories", testIgnore: "newcomer.spec.ts" },
  ],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "America/Chicago",
    // Motion is drawn by the processor here, and a story waits for it to end.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    actionTimeout: 20_000,
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: browserArguments },
  },
});
