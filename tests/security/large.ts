import { spawn } from "node:child_process";

/** `npm run security:large`: the attacks with every hostile value for every parameter. Takes about ten minutes more. */
const child = spawn("node_modules/.bin/vitest", ["run", "--config", "vitest.security.config.ts"], {
  stdio: "inherit",
  env: { ...process.env, SECURITY_LARGE: "1" },
});
child.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
