import { span } from "./ago";
import type { OpenAlert } from "./alert-queries";
import type { Problem } from "./problems";

/** Seconds something must last before people are told: a hiccup is over by then. */
const lasts = 90;
/** Seconds after which people are told once more of what is still wrong. */
const again = 24 * 3_600;

export type News = {
  /** What people are to be told of now. */
  tell: Problem[];
  /** What is well again, of which people were told: they are told that too. */
  over: { what: string; sentence: string }[];
  /** All that is well again. */
  gone: string[];
};

/** What is new between what was known to be wrong and what is wrong now. Pure. */
export function compare(known: OpenAlert[], problems: Problem[], now: Date): News {
  const before = new Map(known.map((alert) => [alert.what, alert]));
  const still = new Set(problems.map((problem) => problem.what));
  const age = (then: Date) => (now.getTime() - then.getTime()) / 1000;
  const ended = known.filter((alert) => !still.has(alert.what));
  return {
    tell: problems.filter(({ what }) => {
      const alert = before.get(what);
      if (!alert) return false;
      return alert.toldAt ? age(alert.toldAt) >= again : age(alert.since) >= lasts;
    }),
    over: ended
      .filter((alert) => alert.toldAt !== null)
      .map(({ what, sentence, since }) => ({ what, sentence: `Over after ${span(age(since))}: ${sentence}` })),
    gone: ended.map((alert) => alert.what),
  };
}
