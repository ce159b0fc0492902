import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Set by lib/program/run.mjs: the folder of the bundle that this process runs from. */
const shared = globalThis as typeof globalThis & { tenfourBundle?: string };

/** A module of the program that runs in a thread or process of its own; each is an entry point of the bundle. */
type EntryPoint = "lib/program/work-in-thread.ts" | "lib/carrier/simulator/main.ts";

/** The bundled file of an entry point, or null where this process runs from the sources, as tests do. */
function bundled(source: EntryPoint): string | null {
  return shared.tenfourBundle ? join(shared.tenfourBundle, source.replace(/\.ts$/, ".mjs")) : null;
}

/** What `fork` is given to run an entry point as a process of its own. */
export function processFile(source: EntryPoint): { file: string; execArgv: string[] } {
  const file = bundled(source);
  return file
    ? { file, execArgv: ["--enable-source-maps"] }
    : { file: join(process.cwd(), source), execArgv: ["--import", "tsx"] };
}

/** Code for `new Worker(code, { eval: true })` that runs an entry point in a thread of its own. */
export function threadCode(source: EntryPoint): string {
  const file = bundled(source);
  if (file) return `process.setSourceMapsEnabled(true); import(${url(file)})`;
  // Node 20 does not hand the way TypeScript is read down to its threads: each registers it for itself.
  return `import("tsx/esm/api").then(({ register }) => (register(), import(${url(join(process.cwd(), source))})))`;
}

function url(file: string): string {
  return JSON.stringify(pathToFileURL(file).href);
}
