import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What `npm run security` runs (vitest.security.config.ts), and `npm test` does not run again. */
export const attacks = [
  "tests/security/**/*.test.ts",
  "tests/doors/**/*.test.ts",
  "tests/db/row-level-security.test.ts",
  "tests/inbound/replay.test.ts",
  "tests/web/bodies.test.ts",
  "tests/web/hostile-parameters.test.ts",
];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    exclude: ["tests/e2e/**", ...attacks, "node_modules/**"],
    globalSetup: "tests/global-setup.ts",
    pool: "forks",
    // One core for the tests' work, one for their database's.
    maxWorkers: 2,
    // As in playwright.config.ts: a machine that tests alone looks a second time itself.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { LOG_LEVEL: "silent", TZ: "UTC" },
  },
});
