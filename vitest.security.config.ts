import { defineConfig } from "vitest/config";
import tests from "./vitest.config";

/** `npm run security`: attacks on the whole running program. Needs nginx, caddy and haproxy; see docs/deploy.md. */
export default defineConfig({
  ...tests,
  test: {
    ...tests.test,
    include: ["tests/security/**/*.test.ts"],
    exclude: ["node_modules/**"],
    // Each file starts programs of its own, and the first one builds the pages: one file after the other.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 400_000,
  },
});
