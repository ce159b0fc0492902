import { mostOf, reserve, waitNow } from "./limits";

/**
 * Sign-in codes cost money, strangers can ask for them, and they go out for suspended leaders too: so what is texted to
 * one leader's team, and by the instance, has an hourly and a daily budget (lib/team/limits.ts). Browsers that have
 * never signed in can use half of it, so that the others always get theirs.
 */
const most = (what: Parameters<typeof mostOf>[0], known: boolean) =>
  known ? mostOf(what) : Math.floor(mostOf(what) / 2);

/** Seconds until the instance may text codes again; 0 while it may. */
export async function untilCodesAreLeft(known: boolean): Promise<number> {
  const waits = await Promise.all(
    (["code-total-hour", "code-total-day"] as const).map((what) => waitNow(what, "all", most(what, known))),
  );
  return Math.max(...waits);
}

/** Takes one code out of the budgets before it is written. Whether there was one left. */
export async function takeCode(leaderId: number, known: boolean): Promise<boolean> {
  const who = String(leaderId);
  const reserved = await reserve([
    { what: "code-leader-hour", who, most: most("code-leader-hour", known) },
    { what: "code-leader-day", who, most: most("code-leader-day", known) },
    { what: "code-total-hour", who: "all", most: most("code-total-hour", known) },
    { what: "code-total-day", who: "all", most: most("code-total-day", known) },
  ]);
  return reserved !== null;
}
