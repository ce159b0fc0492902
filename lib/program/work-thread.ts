import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { line, onSimulator } from "@/lib/carrier/line";
import type { VonageSettings } from "@/lib/carrier/vonage/vonage";
import { log } from "@/lib/log";
import { threadCode } from "@/lib/process/entry-point";
import { addTotals } from "@/lib/tally/count";
import { setWorkRuns } from "./running";
import type { Role } from "./work";

/** What the thread is told. */
export type ToThread = { simulator: VonageSettings | null } | "stop";
/** What it tells. */
export type FromThread = "ready" | { tallied: { what: string; count: number }[] };

/** Milliseconds before a thread that broke down is started again. */
const breath = 1_000;

/**
 * Runs the roles behind the doors in a thread of their own, beside the web's: a flood of texts to understand, or a
 * broadcast to a million, must not keep a webhook or a screen waiting (and Next's own `fetch` and hooks, which slow
 * each request to the carrier by a fifth, stay out of it). Resolves when they are at work; a thread that breaks down is
 * replaced. Returns the function that ends it.
 */
export async function startWorkThread(roles: Role[]): Promise<() => Promise<void>> {
  let stopped = false;
  let worker = launch(roles);
  const deaf = onSimulator((simulator) => worker.postMessage({ simulator } satisfies ToThread));
  const watch = (thread: Worker) =>
    thread.once("exit", async () => {
      setWorkRuns(false);
      if (stopped) return;
      log.error("what happens behind the doors broke down and is started again");
      await pause(breath);
      if (stopped) return;
      worker = launch(roles);
      watch(worker);
    });
  await ready(worker);
  watch(worker);
  return async () => {
    stopped = true;
    deaf();
    // -1: it broke down a moment ago, and the next one has not been started.
    if (worker.threadId === -1) return;
    const gone = new Promise((done) => worker.once("exit", done));
    worker.postMessage("stop" satisfies ToThread);
    await gone;
  };
}

function launch(roles: Role[]): Worker {
  const { by, settings } = line();
  const simulator = by === "simulator" ? settings : null;
  const thread = new Worker(threadCode("lib/program/work-in-thread.ts"), {
    eval: true,
    execArgv: [],
    workerData: { roles, simulator },
  });
  thread.on("error", (error) => log.error({ err: error }, "what happens behind the doors broke down"));
  thread.on("message", (told: FromThread) => {
    if (told === "ready") setWorkRuns(true);
    else addTotals(told.tallied);
  });
  return thread;
}

function ready(thread: Worker): Promise<void> {
  return new Promise((done, fail) => {
    thread.on("message", (told: FromThread) => told === "ready" && done());
    thread.once("error", fail);
    thread.once("exit", (code) => fail(new Error(`The work behind the doors did not start (exit code ${code}).`)));
  });
}
