import { createHash } from "node:crypto";
import { eq, lt, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { signInGuards } from "./table";

/**
 * Limits guesses at codes per number, with an exponential back-off that nothing but time resets.
 *
 * After the fifth wrong guess the next is looked at a minute later, then after 2, 4, 8 … minutes, at most a day. The
 * count is forgotten after 30 days without a guess. Arithmetic for an attacker who never stops, from any number of
 * addresses: 5 guesses at once, 11 more while the waits grow to a day (1 + 2 + … + 1,024 minutes), then one a day:
 * 5 + 11 + 364 = 380 guesses a year. Stopping for 30 days to have the count forgotten gives at most 16 × 12 = 192.
 * A texted code has six digits: 380 / 1,000,000 = 0.04% a year per number. An authenticator's code is accepted one step
 * early or late, so three of 1,000,000 are right: 0.11% a year. Both share this count.
 *
 * Strangers share the count of a number, and can use it up: then codes do not help from a new device. A device that has
 * signed in before has a count of its own (known-device.ts), and a passkey needs none, so its owner is not locked out.
 */
const freeGuesses = 5;
const longestWaitMinutes = 24 * 60;
const forgottenAfterDays = 30;

export type Guess = { wait: number } | { wait: 0; wrong: number };

/** The count that a guess belongs to: a number's (E.164), or a known device's own. */
export function guardKey(mobile: string, knownDevice: string | null): string {
  return knownDevice ? `device:${knownDevice}` : `number:${createHash("sha256").update(mobile).digest("hex")}`;
}

/**
 * Counts a guess as wrong before it is looked at, so that guesses made at once are all counted. Returns the seconds to
 * wait where it must not be looked at, else 0 and the wrong guesses so far, this one included.
 */
export async function countGuess(tx: Tx, key: string): Promise<Guess> {
  const wrong = sql`(CASE WHEN ${signInGuards.lastAt} < now() - make_interval(days => ${forgottenAfterDays}) THEN 1 ELSE ${signInGuards.wrong} + 1 END)`;
  const wait = sql`(CASE WHEN ${wrong} < ${freeGuesses} THEN 0 ELSE least(${longestWaitMinutes}, 2 ^ least(${wrong} - ${freeGuesses}, 20)) END)`;
  const [counted] = await tx
    .insert(signInGuards)
    .values({ key, wrong: 1 })
    .onConflictDoUpdate({
      target: signInGuards.key,
      set: { wrong, lastAt: sql`now()`, blockedUntil: sql`now() + make_interval(secs => 60 * ${wait})` },
      setWhere: sql`${signInGuards.blockedUntil} <= now()`,
    })
    .returning({ wrong: signInGuards.wrong });
  if (counted) return { wait: 0, wrong: counted.wrong };
  const [row] = await tx
    .select({ seconds: sql<number>`extract(epoch from ${signInGuards.blockedUntil} - now())::float8` })
    .from(signInGuards)
    .where(eq(signInGuards.key, key));
  return { wait: Math.max(1, Math.ceil(row?.seconds ?? 1)) };
}

/** The guess was right: takes it back. Earlier wrong ones stay counted, or each sign-in would give an attacker new ones. */
export async function takeBackGuess(tx: Tx, key: string): Promise<void> {
  await tx
    .update(signInGuards)
    .set({ wrong: sql`greatest(${signInGuards.wrong} - 1, 0)`, blockedUntil: sql`now()` })
    .where(eq(signInGuards.key, key));
}

/** Whether so many wrong guesses are worth telling the owner of. */
export const isAttack = (wrong: number) => wrong >= freeGuesses;

/** Forgets counts that nobody added to for 30 days. */
export async function forgetOldGuards(tx: Tx): Promise<void> {
  await tx
    .delete(signInGuards)
    .where(lt(signInGuards.lastAt, sql`now() - make_interval(days => ${forgottenAfterDays})`));
}
