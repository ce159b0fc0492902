import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { crash, type Variant } from "./crowd-and-kill";

/** `npm run crash -- --fans 500 --kills 3 --variant all --seed 42`: a non-zero exit code where a promise was broken. */
const { values } = parseArgs({
  options: {
    fans: { type: "string", default: "500" },
    kills: { type: "string", default: "3" },
    variant: { type: "string", default: "all" },
    seed: { type: "string", default: String(randomInt(1_000_000)) },
  },
});

const all: Variant[] = ["program", "database", "carrier"];
const variants = all.filter((name) => values.variant === "all" || values.variant === name);
let broken = variants.length === 0 ? 1 : 0;
for (const variant of variants) {
  console.log(`seed ${values.seed}, variant ${variant}: ${values.fans} fans, ${values.kills} kills`);
  const wish = { fans: Number(values.fans), kills: Number(values.kills), seed: Number(values.seed), variant };
  const verdict = await crash({ ...wish, say: (words) => console.log(`  ${words}`) });
  for (const [what, count] of Object.entries(verdict.counts)) console.log(`  ${what}: ${count}`);
  for (const sentence of verdict.broken) console.log(`  BROKEN: ${sentence}`);
  broken += verdict.broken.length;
}
console.log(broken === 0 ? "Every promise held." : `${broken} promises were broken.`);
process.exit(broken === 0 ? 0 : 1);
