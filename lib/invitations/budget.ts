import { env } from "@/lib/env";
import { reserve, usedOf } from "@/lib/team/limits";

/**
 * Texts to people who did not text first (web sign-ups, the link after a call) cost money and bother strangers, so each
 * leader and the whole instance have an hourly and a daily budget (SIGN_UP_TEXTS_…). Past it the pages ask visitors to
 * text the number themselves, which always works.
 */
export type Budget = { used: number; most: number };
export type BudgetState = { hour: Budget; day: Budget; reached: boolean };

/** Under whose name a leader's texts, or with null the instance's, are counted, and how many there may be. */
function limitsOf(leaderId: number | null): { whose: string; hour: number; day: number } {
  const settings = env();
  return leaderId === null
    ? { whose: "all", hour: settings.SIGN_UP_TEXTS_PER_HOUR_TOTAL, day: settings.SIGN_UP_TEXTS_PER_DAY_TOTAL }
    : { whose: String(leaderId), hour: settings.SIGN_UP_TEXTS_PER_HOUR, day: settings.SIGN_UP_TEXTS_PER_DAY };
}

/** How much of a leader's budget, or with null of the instance's, is used now. */
export async function signUpBudget(leaderId: number | null): Promise<BudgetState> {
  const limits = limitsOf(leaderId);
  const [hourUsed, dayUsed] = await Promise.all([
    usedOf("sign-up-hour", limits.whose),
    usedOf("sign-up-day", limits.whose),
  ]);
  const hour = { used: hourUsed, most: limits.hour };
  const day = { used: dayUsed, most: limits.day };
  return { hour, day, reached: hour.used >= hour.most || day.used >= day.most };
}

/**
 * Takes one text out of a leader's and the instance's budget before `write` writes it, so that requests at the same
 * moment cannot pass a limit together, and gives it back where none was `written`. `pressed`: more than half of a budget
 * was used already, so a challenge comes first. Answers what `write` does; null where a budget is used up.
 */
export async function spendSignUpText<Answer>(
  leaderId: number,
  write: (pressed: boolean) => Promise<{ written: boolean; answer: Answer }>,
): Promise<Answer | null> {
  const claims = [leaderId, null].map(limitsOf).flatMap(({ whose, hour, day }) => [
    { what: "sign-up-hour" as const, who: whose, most: hour },
    { what: "sign-up-day" as const, who: whose, most: day },
  ]);
  const reserved = await reserve(claims);
  if (!reserved) return null;
  let written = false;
  try {
    const done = await write(claims.some(({ most }, at) => ((reserved.used[at] ?? 0) - 1) * 2 > most));
    written = done.written;
    return done.answer;
  } finally {
    if (!written) await reserved.giveBack();
  }
}
