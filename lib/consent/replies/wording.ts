import model from "./wording-model.json";

/** Weights of features (wording-features.ts), by `npm run train:replies`. "" is the bias. */
export type Weights = Record<string, number>;
export type Wording = {
  /** Log-odds that the text asks for the texts to stop. */
  score: number;
  /** The features that speak most for a request, strongest first. */
  because: string[];
};

/** From this score on, that is where a request is more likely than not, a text is held for a person. */
export const flagsFrom = 0;
/** A request found by a phrase opts out from this score on. Below it, it is held for a person. */
export const optsOutFrom = 2;

/**
 * Scores a wording by a linear model (logistic regression): the sum of the weights of the features that it knows, over
 * the square root of their number, so that long texts are read on the scale of short ones.
 */
export function scoreWording(features: string[], weights: Weights = model): Wording {
  const known = features.filter((feature) => Object.hasOwn(weights, feature));
  const sum = known.reduce((total, feature) => total + (weights[feature] as number), weights[""] ?? 0);
  return {
    score: sum / Math.sqrt(known.length + 1),
    because: known
      .filter((feature) => (weights[feature] as number) > 0 && !feature.startsWith("@"))
      .sort((a, b) => (weights[b] as number) - (weights[a] as number))
      .slice(0, 3),
  };
}
