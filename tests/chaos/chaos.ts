import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { underFire } from "./broadcast-under-fire";

/**
 * `npm run chaos -- --recipients 100000 --kills 50 --seed 42 --web doors --cases silent`: a non-zero exit code where a
 * promise was broken. `--cases none` leaves the carrier's silences out.
 */
const { values } = parseArgs({
  options: {
    recipients: { type: "string", default: "100000" },
    kills: { type: "string", default: "50" },
    seed: { type: "string", default: String(randomInt(1_000_000)) },
    web: { type: "string", default: "whole" },
    cases: { type: "string", default: "silent" },
  },
});
console.log(`seed ${values.seed}: ${values.recipients} recipients, ${values.kills} kills`);
const begun = Date.now();
const verdict = await underFire({
  recipients: Number(values.recipients),
  kills: Number(values.kills),
  seed: Number(values.seed),
  pace: null,
  silent: values.cases.split(",").includes("silent"),
  web: values.web === "doors" ? "doors" : "whole",
  say: (words) => console.log(`  ${Math.round((Date.now() - begun) / 1_000)} s: ${words}`),
});
for (const [what, count] of Object.entries(verdict.counts)) console.log(`  ${what}: ${count}`);
for (const sentence of verdict.broken) console.log(`  BROKEN: ${sentence}`);
console.log(verdict.broken.length === 0 ? "Every promise held." : `${verdict.broken.length} promises were broken.`);
process.exit(verdict.broken.length === 0 ? 0 : 1);
