import { env } from "@/lib/env";
import { consume, usedOf } from "@/lib/team/limits";

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

/**
 * free: no more than half of an hour or a day is used. pressed: more is, so visitors solve a challenge first. reached: no
 * text may be sent. Of the leader's and the instance's budget the fuller one decides.
 */
export async function budgetPressure(leaderId: number): Promise<"free" | "pressed" | "reached"> {
  const states = await Promise.all([signUpBudget(leaderId), signUpBudget(null)]);
  if (states.some((state) => state.reached)) return "reached";
  return states.some(({ hour, day }) => hour.used * 2 > hour.most || day.used * 2 > day.most) ? "pressed" : "free";
}

/** Counts a text that was queued. Requests at the same moment can pass a limit by as many as there are. */
export async function countSignUpText(leaderId: number): Promise<void> {
  for (const whose of [whoseOf(leaderId), whoseOf(null)]) {
    await consume("sign-up-hour", whose, Number.MAX_SAFE_INTEGER);
    await consume("sign-up-day", whose, Number.MAX_SAFE_INTEGER);
  }
}

const whoseOf = (leaderId: number | null) => (leaderId === null ? "all" : String(leaderId));
