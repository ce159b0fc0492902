import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { childEnvironment } from "@/lib/process/child-environment";
import { hashSources } from "./hash-sources.mjs";
import { writeSbom } from "./sbom";

const sources = [
  "app",
  "components",
  "lib",
  "public",
  "proxy.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const stamp = ".next/tenfour-sources";

/** Builds the web where the sources are not those of the last build; returns whether it did. Takes about 20 seconds. */
export async function buildIfStale(say: (words: string) => void): Promise<boolean> {
  const hash = hashSources(sources);
  if (existsSync(stamp) && existsSync(".next/BUILD_ID") && readFileSync(stamp, "utf8") === hash) return false;
  say("Building the pages, once…");
  await new Promise<void>((done, fail) => {
    execFile(
      process.execPath,
      ["node_modules/next/dist/bin/next", "build"],
      { env: childEnvironment({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }), maxBuffer: 64 << 20 },
      (error, out, complaints) => {
        if (error) fail(new Error(`The pages could not be built.\n${out}\n${complaints}`));
        else done();
      },
    );
  });
  // A build without npm on the path works all the same.
  await writeSbom().catch((error: Error) => say(`The bill of materials was not written: ${error.message}`));
  writeFileSync(stamp, hash);
  return true;
}
