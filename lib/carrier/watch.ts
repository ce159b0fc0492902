import type { Secrets } from "@/lib/db/secrets";
import { listen } from "@/lib/live/listen";
import { log } from "@/lib/log";
import { knowSimulator, line } from "./line";
import { loadConnection } from "./load";
import { type RunningSimulator, startSimulatorProcess } from "./simulator/start";

const changed = (error: unknown) => log.warn({ err: error }, "the carrier could not be changed");

/** For a thread beside the one that runs the simulator: reads the account, now and whenever it has changed. */
export async function followConnection(): Promise<() => void> {
  await loadConnection();
  return listen("tenfour_carrier", () => void loadConnection().catch(changed));
}

type Options = { secrets: Secrets["simulator"]; dataDir: string; webhookBase: string };

/**
 * Keeps this process's carrier the one the operator has chosen: reads it at start and whenever a process says it has
 * changed (NOTIFY), and runs the simulator for as long as no account is connected. Returns the function that ends it.
 */
export async function startCarrier(options: Options): Promise<() => Promise<void>> {
  let simulator: RunningSimulator | null = null;
  let stopped = false;
  const follow = async () => {
    if (stopped) return;
    await loadConnection();
    if (line().by === "simulator") {
      simulator ??= await startSimulatorProcess(options);
      knowSimulator(simulator.settings);
    } else {
      knowSimulator(null);
      await simulator?.stop();
      simulator = null;
    }
  };
  // One change after the other, for starting and stopping take their time.
  let turn = follow();
  await turn;
  const deaf = listen("tenfour_carrier", () => {
    turn = turn.then(follow).catch(changed);
  });
  return async () => {
    stopped = true;
    deaf();
    await turn.catch(() => {});
    await simulator?.stop();
  };
}
