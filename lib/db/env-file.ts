import nextEnv from "@next/env";

/** Reads .env the way Next does, for the parts that run outside of it. What the environment already says wins. */
export function loadEnvFile(): void {
  nextEnv.loadEnvConfig(process.cwd(), false, { info() {}, error: console.error });
}
