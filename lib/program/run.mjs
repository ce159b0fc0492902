import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { hashSources } from "./hash-sources.mjs";

/**
 * `node lib/program/run.mjs server.ts`: runs an entry point of the program from one bundle of all of its TypeScript,
 * which is made first where the sources have changed. Reading a thousand files one by one, with a loader in between,
 * takes several seconds of every start (docs/decisions/003-server-bundle.md).
 */
const entryPoints = [
  "server.ts",
  "tenfour.ts",
  "lib/program/run-build.ts",
  "lib/program/work-in-thread.ts",
  "lib/carrier/simulator/main.ts",
];
const sources = [...entryPoints, "app", "components", "lib", "tsconfig.json", "package-lock.json"];
/** Under node_modules, so that the bundle finds its packages and `npm ci` clears it away. */
const cache = resolve("node_modules/.cache/tenfour");
/** Bundles kept: a program that still runs loads parts of its own late. */
const kept = 5;

/** Bundles all entry points into the folder. Another process that does the same at this moment is no hindrance. */
async function bundleInto(folder) {
  const { build } = await import("esbuild");
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(join(cache, "unfinished-"));
  await build({
    entryPoints,
    outdir: unfinished,
    outbase: ".",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    jsx: "automatic",
    packages: "external",
    // drizzle recognizes classes by their names.
    keepNames: true,
    sourcemap: "linked",
    logLevel: "error",
    plugins: [
      {
        // Node wants an import attribute for JSON, and packages are read without one.
        name: "json-of-packages",
        setup: ({ onResolve, resolve: find }) =>
          onResolve({ filter: /\.json$/ }, async ({ path, kind, resolveDir, pluginData }) => {
            if (pluginData === "found" || path.startsWith(".")) return null;
            return find(path, { kind, resolveDir, pluginData: "found" });
          }),
      },
    ],
  });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/**
 * Runs what only keeps the cache tidy. It is no reason not to start: the bundle may belong to whoever built it, or lie
 * on a disk that is read-only for the service (docs/hardening.md).
 */
function tidy(work) {
  try {
    work();
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTEMPTY"].includes(error.code)) throw error;
  }
}

/** Deletes bundles of older sources, the ones unused for longest first. */
function prune() {
  const age = (name) => statSync(join(cache, name)).mtimeMs;
  const old = readdirSync(cache)
    .filter((name) => !name.startsWith("unfinished-"))
    .sort((one, other) => age(other) - age(one))
    .slice(kept);
  for (const name of old) rmSync(join(cache, name), { recursive: true, force: true });
}

const [entry = "", ...words] = process.argv.slice(2);
if (!entryPoints.includes(entry)) throw new Error(`${entry} is not an entry point of the program.`);
const folder = join(cache, hashSources(sources).slice(0, 32));
if (existsSync(folder)) tidy(() => utimesSync(folder, new Date(), new Date()));
else {
  await bundleInto(folder);
  tidy(prune);
}
process.setSourceMapsEnabled(true);
process.argv.splice(1, process.argv.length, resolve(entry), ...words);
// Threads and child processes of the program run from the same bundle (lib/process/entry-point.ts).
globalThis.tenfourBundle = folder;
await import(pathToFileURL(join(folder, entry.replace(/\.ts$/, ".mjs"))).href);
