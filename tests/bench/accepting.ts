import { type ChildProcess, execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { freePort } from "../program";
import type { Load, LoadResult } from "./load";

const run = promisify(execFile);
export const connections = 40;

export type Wish = Pick<Load, "port" | "seconds" | "keys" | "to" | "seed">;

/** Webhooks accepted (verified, on disk, answered) against a no-op Next handler in the same server and bare node:http. */
export async function accepting(wish: Wish): Promise<string[]> {
  const to = (path: string, port = wish.port) => ({ ...wish, port, path, connections, requests: 5_000 });
  // Both are warmed up, so that neither pays for being first.
  await load({ ...to("/api/noop"), seconds: 2 });
  const noop = await load(to("/api/noop"));
  await load({ ...to("/webhooks/messages/inbound"), seconds: 2, seed: wish.seed + 1 });
  // No request comes twice: a text that is known already would be cheaper to accept.
  const ours = await load({
    ...to("/webhooks/messages/inbound"),
    requests: 15_000 * wish.seconds,
    seed: wish.seed + 2,
  });
  const bare = await bareHttp((port) => load(to("/", port)));
  return [
    line("webhooks accepted", ours),
    line("no-op Next route handler, same server", noop),
    line("bare node:http", bare),
    `accepted / no-op Next: ${(ours.perSecond / noop.perSecond).toFixed(2)} ×`,
    `accepted / bare node:http: ${(ours.perSecond / bare.perSecond).toFixed(3)} ×`,
  ];
}

/** One load process, and what it measured. */
export async function load(wish: Load): Promise<LoadResult> {
  // The keys leave out the private one: arguments are seen by every process of the machine.
  const { signatureSecret, apiKey, applicationId } = wish.keys;
  const told = JSON.stringify({ ...wish, keys: { signatureSecret, apiKey, applicationId } });
  const { stdout } = await run(process.execPath, ["--import", "tsx", "tests/bench/load.ts", told]);
  return JSON.parse(stdout) as LoadResult;
}

async function bareHttp<T>(work: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort();
  const server: ChildProcess = spawn(process.execPath, ["--import", "tsx", "tests/bench/bare-http.ts", String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((done) => server.stdout?.once("data", done));
  try {
    return await work(port);
  } finally {
    server.kill();
  }
}

export function line(what: string, { perSecond, p50, p99, wrong }: LoadResult): string {
  const complaint = wrong > 0 ? `, ${wrong} not answered as they should be` : "";
  return `${what}: ${Math.round(perSecond)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms${complaint}`;
}
