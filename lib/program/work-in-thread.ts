import { parentPort, workerData } from "node:worker_threads";
import { knowSimulator } from "@/lib/carrier/line";
import { followConnection } from "@/lib/carrier/watch";
import { waitForDatabase } from "@/lib/db/wait";
import { maskOutput } from "@/lib/process/mask-output";
import { onTallied } from "@/lib/tally/count";
import { startWork } from "./work";
import type { FromThread, ToThread } from "./work-thread";

maskOutput();
/** The thread's own beginning: see work-thread.ts. */
const tell = (what: FromThread) => parentPort?.postMessage(what);
const { roles, simulator } = workerData;
knowSimulator(simulator);
onTallied((tallied) => tell({ tallied }));
// The web says once that it waits; here it would be said again.
await waitForDatabase(followConnection, () => {});
const stop = await waitForDatabase(
  () => startWork(roles),
  () => {},
);
parentPort?.on("message", async (told: ToThread) => {
  if (told !== "stop") return knowSimulator(told.simulator);
  await stop();
  process.exit(0);
});
tell("ready");
