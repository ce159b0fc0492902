/**
 * Builds the regular expressions of the rules. A repeated group holds single, distinct words only: then there is one
 * way to read a clause, and no expression can take more than linear time in its words.
 */
const words = (list: string): string => [...new Set(list.trim().split(/\s+/))].join("|");

/** Any number of these words, each followed by a space: what may stand before. */
export const any = (list: string): string => `(?:(?:${words(list)}) )*`;
/** Any number of these words to the end of the clause: what may stand behind. */
export const rest = (list: string): string => `(?: (?:${words(list)}))*$`;
/** One of these words. */
export const one = (list: string): string => `(?:${words(list)})`;

export type Rule = [rule: string, pattern: RegExp];
/** The first rule that a clause matches, or null. */
export function firstRule(rules: Rule[], clause: string): string | null {
  return rules.find(([, pattern]) => pattern.test(clause))?.[0] ?? null;
}
