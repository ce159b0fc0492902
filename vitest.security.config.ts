import { defineConfig } from "vitest/config";
import tests, { attacks } from "./vitest.config";

/**
 * `npm run security`: attacks on the whole running program, and on every route and action of it. Needs nginx, caddy and
 * haproxy (docs/deploy.md). `npm run security:large` tries every hostile value with every parameter.
 */
export default defineConfig({
  ...tests,
  test: {
    ...tests.test,
    include: attacks,
    exclude: ["node_modules/**"],
    globalSetup: ["tests/security/build.ts", "tests/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 400_000,
  },
});
