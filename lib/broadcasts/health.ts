/** Running totals of a broadcast. */
export type Totals = { delivered: number; failed: number; left: number; optOuts: number };
/** What the totals were when each share was last judged. */
export type Baseline = { failures: Totals; optOuts: Totals };
export type Limits = { failedPercent: number; optOutPercent: number };

/** Texts on which a share is judged: fewer say nothing. */
const sample = 50;

export const healthFrom = (totals: Totals): Baseline => ({ failures: totals, optOuts: totals });

/**
 * Is a broadcast going badly? Judged on what came since the last judgement, so that a sudden rise late in a large
 * broadcast is seen as soon as at its start. `pause` is the reason in words, null where all is well.
 */
export function judgeHealth(base: Baseline, now: Totals, limits: Limits): { pause: string | null; base: Baseline } {
  const next = { ...base };
  const failed = now.failed - base.failures.failed;
  const settled = failed + now.delivered - base.failures.delivered;
  if (settled >= sample) {
    next.failures = now;
    if ((failed / settled) * 100 >= limits.failedPercent)
      return { pause: `${failed} of the last ${settled} texts failed. See why before you go on.`, base: next };
  }
  const optOuts = now.optOuts - base.optOuts.optOuts;
  const left = now.left - base.optOuts.left;
  if (left >= sample) {
    next.optOuts = now;
    if ((optOuts / left) * 100 >= limits.optOutPercent)
      return {
        pause: `${optOuts} people opted out after the last ${left} texts. Think about it before you go on.`,
        base: next,
      };
  }
  return { pause: null, base: next };
}
