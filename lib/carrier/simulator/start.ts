import { fork } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Secrets } from "@/lib/db/secrets";
import { childEnvironment } from "@/lib/process/child-environment";
import { processFile } from "@/lib/process/entry-point";
import type { VonageSettings } from "../vonage/vonage";

export type RunningSimulator = {
  /** What the product needs to speak to it as to Vonage. */
  settings: VonageSettings;
  stop(): Promise<void>;
};

/** The simulator's keys at an address, as the product takes them. */
export function simulatorSettings(url: string, secrets: Secrets["simulator"]): VonageSettings {
  const { apiKey, apiSecret, signatureSecret, applicationId, privateKey } = secrets;
  const hosts = { apiHost: url, restHost: url };
  return { apiKey, apiSecret, signatureSecret, signatureMethod: "sha256", applicationId, privateKey, ...hosts };
}

/**
 * Starts the simulator in a process of its own. It ends by itself when this process does, even with -9, for the
 * channel between them breaks.
 */
export async function startSimulatorProcess(options: {
  secrets: Secrets["simulator"];
  dataDir: string;
  webhookBase: string;
}): Promise<RunningSimulator> {
  const { secrets } = options;
  const port = await freePort();
  const { file, execArgv } = processFile("lib/carrier/simulator/main.ts");
  const child = fork(file, {
    execArgv,
    // Ctrl-C reaches the whole group; the simulator must outlive the sender that still speaks to it.
    detached: true,
    env: childEnvironment({
      LOG_LEVEL: process.env.LOG_LEVEL,
      SIM_SIGNATURE_METHOD: process.env.SIM_SIGNATURE_METHOD,
      SIM_SWITCHES: process.env.SIM_SWITCHES,
      SIM_CONCURRENCY: process.env.SIM_CONCURRENCY,
      SIM_PORT: String(port),
      SIM_DIR: join(options.dataDir, "simulator"),
      SIM_WEBHOOK_BASE: options.webhookBase,
      SIM_API_KEY: secrets.apiKey,
      SIM_API_SECRET: secrets.apiSecret,
      SIM_SIGNATURE_SECRET: secrets.signatureSecret,
      SIM_APPLICATION_ID: secrets.applicationId,
      SIM_PUBLIC_KEY: secrets.publicKey,
    }),
  });
  await new Promise<void>((done, fail) => {
    child.once("message", () => done());
    child.once("exit", (code) => fail(new Error(`The simulator did not start (exit code ${code}).`)));
  });
  const url = `http://127.0.0.1:${port}`;
  Object.assign(process.env, { TENFOUR_SIM_URL: url, TENFOUR_SIM_KEY: secrets.apiSecret });
  // For the command line, which speaks to the simulator of the program that runs (lib/command/carrier.ts).
  const address = join(options.dataDir, "simulator", "address");
  writeFileSync(address, url, { mode: 0o600 });
  const stop = () =>
    new Promise<void>((done) => {
      rmSync(address, { force: true });
      delete process.env.TENFOUR_SIM_URL;
      delete process.env.TENFOUR_SIM_KEY;
      if (child.exitCode !== null) return done();
      child.once("exit", () => done());
      child.disconnect();
    });
  return { settings: simulatorSettings(url, secrets), stop };
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
