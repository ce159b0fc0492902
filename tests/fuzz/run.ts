import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { runningEmbedded } from "@/lib/db/embedded";
import { Program, until } from "../program";
import { effects, leaderOf, undigested } from "./effects";
import { longestStall, throwHostile } from "./hostile-bodies";
import { fuzzSettings } from "./settings";
import { forged, genuine, inWords, type Outcome, throwAll } from "./webhooks";

/** `npm run fuzz -- --runs 100000 --seed 42`: nine of ten forged, one of ten signed right and odd; exit code 1 where anything broke. */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    seed: { type: "string", default: String(randomInt(1_000_000)) },
  },
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];
const program = await Program.start({ env: fuzzSettings });
let broken = 0;
try {
  const database = runningEmbedded(program.dataDir) as string;
  await leaderOf(database);
  const before = JSON.stringify(await effects(database));
  const begun = Date.now();
  console.log(`seed ${seed}`);
  const first = await throwAll(program.url.replace("localhost", "127.0.0.1"), forged, {
    runs: Math.round(runs * 0.9),
    seed,
  });
  told("forged", first);
  const after = JSON.stringify(await effects(database));
  if (before !== after) {
    broken++;
    console.log(`BROKEN: a forged webhook had an effect.\n  before ${before}\n  after  ${after}`);
  }
  const second = await throwAll(program.url.replace("localhost", "127.0.0.1"), genuine, {
    runs: Math.round(runs * 0.1),
    seed,
  });
  told("signed right, and odd", second);
  await until("everything genuine to be digested", async () => (await undigested(database)) === 0, 120_000);
  await throwBodies();
  console.log(
    `  ${Math.round((Date.now() - begun) / 1000)} s; the program is ${(await program.isReady()) ? "well" : "NOT WELL"}`,
  );
} finally {
  await program.remove();
}
console.log(broken === 0 ? "Nothing broke." : `${broken} things broke.`);
process.exit(broken === 0 ? 0 : 1);

/** 2,000 bodies that are hostile to their parser, after some that only load the code of the routes. */
async function throwBodies(): Promise<void> {
  const authorization = `Bearer ${fuzzSettings.METRICS_TOKEN}`;
  const metrics = async () => (await fetch(`${program.url}/metrics`, { headers: { authorization } })).text();
  await throwHostile(program.port, 400);
  const { ms, result } = await longestStall(metrics, () => throwHostile(program.port, 2_000));
  const list = [...result].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  console.log(`  2000 hostile bodies; answers ${list.join(", ")}; the event loop's longest stall ${ms} ms`);
  const failed = [...result].filter(([status]) => status >= 500).reduce((sum, [, count]) => sum + count, 0);
  if (failed > 0) console.log(`BROKEN: ${failed} hostile bodies were answered with 5xx.`);
  broken += failed;
}

function told(name: string, { statuses, bad }: Outcome): void {
  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const list = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  console.log(`  ${total} ${name}; answers ${list.join(", ")}`);
  for (const { status, request } of bad) console.log(`BROKEN (${status}): ${inWords(request)}`);
  broken += bad.length;
}
