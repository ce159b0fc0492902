import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Carrier } from "@/lib/carrier/carrier";
import { carrier } from "@/lib/carrier/current";
import { knowSimulator, line } from "@/lib/carrier/line";
import { loadConnection } from "@/lib/carrier/load";
import { simulatorSettings, startSimulatorProcess } from "@/lib/carrier/simulator/start";
import { keptSecrets } from "@/lib/db/secrets";
import { env } from "@/lib/env";

/**
 * Does something with the carrier. Without an account that is the simulator: the one of the running program, or one started
 * for as long as the work takes. Needs the database, where an account may be connected.
 */
export async function withCarrier<T>(work: (carrier: Carrier) => Promise<T>): Promise<T> {
  await loadConnection();
  if (line().by !== "simulator") return work(carrier());
  const dataDir = process.env.DATA_DIR || ".data";
  const secrets = keptSecrets(dataDir).simulator;
  const running = await runningSimulator(dataDir);
  if (running) {
    knowSimulator(simulatorSettings(running, secrets));
    return work(carrier());
  }
  const started = await startSimulatorProcess({ secrets, dataDir, webhookBase: `http://127.0.0.1:${env().PORT}` });
  knowSimulator(started.settings);
  try {
    return await work(carrier());
  } finally {
    await started.stop();
  }
}

/** Where the running program's simulator listens, as it has written down; null where none answers there. */
async function runningSimulator(dataDir: string): Promise<string | null> {
  const file = join(dataDir, "simulator", "address");
  if (!existsSync(file)) return null;
  const url = readFileSync(file, "utf8").trim();
  const answers = await fetch(`${url}/_sim/state`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
  await answers?.body?.cancel();
  return answers ? url : null;
}
