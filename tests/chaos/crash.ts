import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { crash, type Variant } from "./crowd-and-kill";
import { fullDisk } from "./disk";
import type { Verdict } from "./judge";
import { lateTexts } from "./late";
import { orderAfterOutages } from "./order";
import { killsDuringStart } from "./start";

/**
 * `npm run crash -- --fans 500 --kills 3 --cases kill,late,disk,start,order --variant all --seed 42`: a non-zero exit
 * code where a promise was broken. All cases run by default.
 */
const { values } = parseArgs({
  options: {
    fans: { type: "string", default: "500" },
    kills: { type: "string", default: "3" },
    cases: { type: "string", default: "kill,late,disk,start,order" },
    variant: { type: "string", default: "all" },
    seed: { type: "string", default: String(randomInt(1_000_000)) },
  },
});
const size = { fans: Number(values.fans), kills: Number(values.kills), seed: Number(values.seed) };
const people = Math.max(10, Math.round(size.fans / 3));
const say = (words: string) => console.log(`  ${words}`);

const all: Variant[] = ["program", "database", "carrier"];
const variants = all.filter((name) => values.variant === "all" || values.variant === name);
const cases: Record<string, [title: string, run: () => Promise<Verdict>][]> = {
  kill: variants.map((variant) => [
    `kill -9 of the ${variant}: ${size.fans} fans, ${size.kills} kills`,
    () => crash({ ...size, variant, say }),
  ]),
  late: [[`late, reordered and repeated webhooks of ${people} people`, () => lateTexts({ ...size, people, say })]],
  disk: [[`a full disk while ${size.fans} fans text`, () => fullDisk({ ...size, rounds: 2, say })]],
  start: [
    [
      `the database killed ${size.kills} times during the start`,
      () => killsDuringStart({ ...size, fans: Math.min(size.fans, 200), say }),
    ],
  ],
  order: [[`order per phone after outages, ${people} people`, () => orderAfterOutages({ ...size, people, say })]],
};

const wanted = values.cases.split(",").map((name) => name.trim());
const unknown = wanted.filter((name) => !(name in cases));
if (unknown.length > 0 || variants.length === 0) {
  console.error(`Unknown: ${unknown.join(", ") || values.variant}. Cases: ${Object.keys(cases).join(", ")}.`);
  process.exit(1);
}
let broken = 0;
console.log(`seed ${values.seed}`);
for (const [title, run] of wanted.flatMap((name) => cases[name]!)) {
  console.log(title);
  const begun = Date.now();
  const verdict = await run().catch((error: Error): Verdict => ({ broken: [error.message], counts: {} }));
  for (const [what, count] of Object.entries(verdict.counts)) console.log(`  ${what}: ${count}`);
  for (const sentence of verdict.broken) console.log(`  BROKEN: ${sentence}`);
  console.log(`  ${Math.round((Date.now() - begun) / 1_000)} s`);
  broken += verdict.broken.length;
}
console.log(broken === 0 ? "Every promise held." : `${broken} promises were broken.`);
process.exit(broken === 0 ? 0 : 1);
