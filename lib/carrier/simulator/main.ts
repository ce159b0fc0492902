import { surviveBrokenOutput } from "@/lib/process/broken-output";
import { startSimulator } from "./server";
import { optionsFromEnv } from "./settings";

/** The simulator in a process of its own: forked by server.ts, or alone for tests and benches. */
surviveBrokenOutput();
try {
  const options = optionsFromEnv(process.env);
  const simulator = await startSimulator(options);
  const stop = () => {
    void simulator.close().finally(() => process.exit(0));
  };
  process.on("SIGINT", process.send ? () => {} : stop);
  process.on("SIGTERM", stop);
  if (process.send) {
    process.on("disconnect", stop);
    process.send({ ready: true, port: simulator.port });
  } else {
    console.log(`The simulator listens on ${simulator.url}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
