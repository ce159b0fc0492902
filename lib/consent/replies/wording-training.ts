import type { Weights } from "./wording";

/** A labeled text as the model sees it; `stop` where its writer wants no more texts. */
export type Example = { features: string[]; stop: boolean };

const passes = 25;
const rate = 0.3;
/** Keeps weights small (L2). */
const shrink = 1e-4;
/** A feature of one single text says nothing of the next one. */
const leastTexts = 2;
/** Features that are kept: those that matter most, for a model that can be read and is small. */
const mostFeatures = 2_600;

/**
 * Trains the wording model: logistic regression by AdaGrad, twice, the second time on the features that mattered most in
 * the first. Deterministic: the same examples in the same order give the same weights.
 */
export function trainWording(examples: Example[]): Weights {
  const counts = new Map<string, number>();
  for (const { features } of examples)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const common = [...counts.keys()].filter((feature) => (counts.get(feature) as number) >= leastTexts);
  const first = weigh(examples, common);
  const matters = (feature: string) =>
    Math.abs(first.get(feature) as number) * Math.sqrt(counts.get(feature) as number);
  const best = common.sort((a, b) => matters(b) - matters(a) || (a < b ? -1 : 1)).slice(0, mostFeatures);
  const weights = [...weigh(examples, best)].map(
    ([feature, weight]) => [feature, Math.round(weight * 100) / 100] as const,
  );
  return Object.fromEntries(weights.filter(([, weight]) => weight !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Weights of these features and of the bias (""). */
function weigh(examples: Example[], features: string[]): Map<string, number> {
  const at = new Map(features.map((feature, index) => [feature, index + 1]));
  const rows = examples.map((one) =>
    Uint32Array.from([0, ...one.features.flatMap((feature) => at.get(feature) ?? [])]),
  );
  const weights = new Float64Array(features.length + 1);
  const squares = new Float64Array(features.length + 1).fill(0.01);
  for (let pass = 0; pass < passes; pass++)
    for (const index of shuffled(examples.length, pass)) {
      const row = rows[index] as Uint32Array;
      const scale = 1 / Math.sqrt(row.length);
      let score = 0;
      for (const feature of row) score += (weights[feature] as number) * scale;
      const error = (1 / (1 + Math.exp(-score)) - ((examples[index] as Example).stop ? 1 : 0)) * scale;
      for (const feature of row) {
        const slope = error + shrink * (weights[feature] as number);
        const square = (squares[feature] as number) + slope * slope;
        squares[feature] = square;
        weights[feature] = (weights[feature] as number) - (rate * slope) / Math.sqrt(square);
      }
    }
  return new Map([
    ["", weights[0] as number],
    ...features.map((one, index) => [one, weights[index + 1] as number] as const),
  ]);
}

/** 0 to `count` - 1 in an order that looks random and is the same each time. */
function shuffled(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  let state = 12_345 + seed;
  for (let last = count - 1; last > 0; last--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const other = state % (last + 1);
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}
