import { env } from "@/lib/env";
import { reserve, usedOf } from "@/lib/team/limits";

/**
 * Texts to people who did not text first (web sign-ups, the link after a call) cost money and bother strangers, so each
 * leader and the whole instance have an hourly and a daily budget (SIGN_UP_TEXTS_…). Past it the pages ask visitors to
 * text the number themselves, which always works.
 */
export type Budget = { used: number; most: number };
export type BudgetState = { hour: Budget; day: Budget; reached: boolean };

/** How much of a leader's budget, or with null of the instance's, is used now. */
export async function signUpBudget(leaderId: number | null): Promise<BudgetState> {
  const settings = env();
  const whose = whoseOf(leaderId);
  const [hourUsed, dayUsed] = await Promise.all([usedOf("sign-up-hour", whose), usedOf("sign-up-day", whose)]);
  const total = leaderId === null;
  const hour = {
    used: hourUsed,
    most: total ? settings.SIGN_UP_TEXTS_PER_HOUR_TOTAL : settings.SIGN_UP_TEXTS_PER_HOUR,
  };
  const day = { used: dayUsed, most: total ? settings.SIGN_UP_TEXTS_PER_DAY_TOTAL : settings.SIGN_UP_TEXTS_PER_DAY };
  return { hour, day, reached: hour.used >= hour.most || day.used >= day.most };
}

/** A text that may be sent out of the budgets. `pressed`: more than half of one was used already, so a challenge comes first. */
export type SignUpText = { pressed: boolean; giveBack: () => Promise<void> };

/**
 * Takes one text out of a leader's and the instance's budget before it is written, so that requests at the same moment
 * cannot pass a limit together; null where one of them is used up. Whoever writes no text then gives it back.
 */
export async function reserveSignUpText(leaderId: number): Promise<SignUpText | null> {
  const settings = env();
  const [one, all] = [whoseOf(leaderId), whoseOf(null)];
  const claims = [
    { what: "sign-up-hour", who: one, most: settings.SIGN_UP_TEXTS_PER_HOUR },
    { what: "sign-up-day", who: one, most: settings.SIGN_UP_TEXTS_PER_DAY },
    { what: "sign-up-hour", who: all, most: settings.SIGN_UP_TEXTS_PER_HOUR_TOTAL },
    { what: "sign-up-day", who: all, most: settings.SIGN_UP_TEXTS_PER_DAY_TOTAL },
  ] as const;
  const reserved = await reserve([...claims]);
  if (!reserved) return null;
  const pressed = claims.some(({ most }, at) => ((reserved.used[at] ?? 0) - 1) * 2 > most);
  return { pressed, giveBack: reserved.giveBack };
}

const whoseOf = (leaderId: number | null) => (leaderId === null ? "all" : String(leaderId));
