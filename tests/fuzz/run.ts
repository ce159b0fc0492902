import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { runningEmbedded } from "@/lib/db/embedded";
import { keys } from "../carrier/contract/recorded";
import { AnsweringLeader } from "../chaos/answering-leader";
import { judgeLate } from "../chaos/late-judge";
import { freePort, Program, until } from "../program";
import { LoneSimulator } from "../simulator";
import { effects, leaderOf, undigested } from "./effects";
import { longestStall, throwHostile } from "./hostile-bodies";
import { bringLate, lateTexts } from "./late";
import { fuzzSettings } from "./settings";
import { forged, genuine, inWords, type Outcome, throwAll } from "./webhooks";

/**
 * `npm run fuzz -- --runs 100000 --seed 42`: nine of ten forged, one of ten signed right and odd, then late, reordered and
 * repeated texts, and hostile bodies. Exit code 1 where anything broke.
 */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    seed: { type: "string", default: String(randomInt(1_000_000)) },
  },
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];
const port = await freePort();
const number = "+17733659687";
// A carrier with the keys of the fuzzer: its ledger says who is texted.
const { apiKey, applicationId, signatureSecret } = keys;
const simulator = await LoneSimulator.start(`http://127.0.0.1:${port}`, { apiKey, applicationId, signatureSecret });
await simulator.phones.call("POST", "numbers", { phone: number });
process.env.NEXTAUTH_SECRET = "a-secret-of-the-fuzz-run-and-of-nothing-else";
const { NEXTAUTH_SECRET } = process.env;
const program = await Program.start({ port, env: { ...fuzzSettings, ...simulator.settings, NEXTAUTH_SECRET } });
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
  await bringLateTexts(database);
  await throwBodies();
  console.log(
    `  ${Math.round((Date.now() - begun) / 1000)} s; the program is ${(await program.isReady()) ? "well" : "NOT WELL"}`,
  );
} finally {
  await program.remove();
  await simulator.stop();
}
console.log(broken === 0 ? "Nothing broke." : `${broken} things broke.`);
process.exit(broken === 0 ? 0 : 1);

/** Texts that come up to 23 hours late, in any order and up to three times; the newest written consent word must win. */
async function bringLateTexts(database: string): Promise<void> {
  const people = Math.min(1_000, Math.max(20, Math.round(runs / 50)));
  const phones = Array.from({ length: people }, (_, index) => `+1${2_025_550_100 + index * 37}`);
  const leader = new AnsweringLeader(() => database);
  await leader.hurry();
  const members = await leader.join(phones, number);
  const texts = lateTexts(phones, number, seed);
  const tries = await bringLate(program.url.replace("localhost", "127.0.0.1"), texts);
  await until("late texts to be processed", async () => (await leader.open(false)) === 0, 120_000);
  const verdict = await judgeLate(texts, { leaderId: await leader.leaderId(), number, simulator, members });
  await leader.stop();
  console.log(`  ${tries} late webhooks of ${texts.length} texts`);
  for (const [what, count] of Object.entries(verdict.counts)) console.log(`    ${what}: ${count}`);
  for (const sentence of verdict.broken) console.log(`BROKEN: ${sentence}`);
  broken += verdict.broken.length;
}

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
