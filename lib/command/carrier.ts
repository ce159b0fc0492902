import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Carrier } from "@/lib/carrier/carrier";
import { carrier } from "@/lib/carrier/current";
import { startSimulatorProcess } from "@/lib/carrier/simulator/start";
import { keptSecrets, type Secrets } from "@/lib/db/secrets";
import { readEnv } from "@/lib/env";

/**
 * Does something with the carrier. Without keys that is the simulator: the one of the running program, or one started
 * for as long as the work takes. The settings (`env()`) must not be read before: they are found out here.
 */
export async function withCarrier<T>(work: (carrier: Carrier) => Promise<T>): Promise<T> {
  if (process.env.VONAGE_API_KEY) return work(carrier());
  const dataDir = process.env.DATA_DIR || ".data";
  const secrets = keptSecrets(dataDir).simulator;
  const running = await runningSimulator(dataDir);
  if (running) {
    pointAt(running, secrets);
    return work(carrier());
  }
  const stop = await startSimulatorProcess({ secrets, dataDir, webhookBase: `http://127.0.0.1:${readEnv().PORT}` });
  try {
    return await work(carrier());
  } finally {
    await stop();
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

function pointAt(url: string, secrets: Secrets["simulator"]): void {
  Object.assign(process.env, {
    VONAGE_API_KEY: secrets.apiKey,
    VONAGE_API_SECRET: secrets.apiSecret,
    VONAGE_SIGNATURE_SECRET: secrets.signatureSecret,
    VONAGE_APPLICATION_ID: secrets.applicationId,
    VONAGE_PRIVATE_KEY: secrets.privateKey,
    VONAGE_API_HOST: url,
    VONAGE_REST_HOST: url,
  });
}
