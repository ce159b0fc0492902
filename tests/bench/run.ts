import { randomInt } from "node:crypto";
import { freePort, Program } from "../program";
import { LoneSimulator } from "../simulator";
import { accepting } from "./accepting";
import { sending } from "./sending";
import { tapping } from "./tapping";

/** `npm run bench`: figures of one run on one machine. Ratios are worth keeping, absolute figures drift. */
const port = await freePort();
const simulator = await LoneSimulator.start(`http://127.0.0.1:${port}`);
await simulator.phones.switches({ receipts: false });
const program = await Program.start({ port, env: { ...simulator.settings, LOG_LEVEL: "error", TENFOUR_BENCH: "1" } });
try {
  const { number } = await program.createLeader();
  const seconds = Number(process.env.BENCH_SECONDS ?? 8);
  console.log(`One run, ${seconds} s a line, Node ${process.version}`);
  for (const sentence of await sending(program, simulator, number)) console.log(sentence);
  const wish = { port, seconds, keys: simulator.keys, to: number, seed: randomInt(10_000) };
  console.log("With all that a text causes going on beside it (understanding, first answers):");
  for (const sentence of await accepting(wish)) console.log(sentence);
  for (const sentence of await tapping(program, wish)) console.log(sentence);
  // The door alone: other processes on the same database would do the rest.
  await program.stop();
  program.env.ROLES = "web";
  await program.restart();
  console.log("The door alone (ROLES=web):");
  for (const sentence of await accepting({ ...wish, seed: wish.seed + 10_000 })) console.log(sentence);
} finally {
  await program.remove();
  await simulator.stop();
}
