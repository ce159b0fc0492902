import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/lib/db/client";

const quarterHour = 15 * 60;
const day = 24 * 60 * 60;

/** What is counted, how often it may happen, and in how many seconds. */
const rules = {
  // Texted codes. Strangers share one budget per number; a device that has signed in before has its own.
  "code-number": { points: 3, duration: quarterHour },
  "code-number-day": { points: 6, duration: day },
  "code-device": { points: 5, duration: quarterHour },
  "code-device-day": { points: 20, duration: day },
  "code-address": { points: 20, duration: quarterHour },
  "try-address": { points: 60, duration: quarterHour },
  // Sign-ups on the web: a crowd behind one address is welcome, one number is not to be bothered.
  "join-number": { points: 3, duration: 24 * 60 * 60 },
  "join-address": { points: 30, duration: quarterHour },
  "passkey-address": { points: 60, duration: quarterHour },
  // Tries at the keys that are printed at start: per address, and by everybody together.
  "setup-key": { points: 10, duration: quarterHour },
  "setup-key-total": { points: 60, duration: quarterHour },
  "simulator-token": { points: 10, duration: quarterHour },
  "simulator-token-total": { points: 60, duration: quarterHour },
} as const;

/**
 * Counts one more of `what` for `who` (a number or an address) in the database, so that all processes count together.
 * Returns the seconds to wait when it was too often, else 0.
 */
export async function waitFor(what: keyof typeof rules, who: string): Promise<number> {
  const limiter = new RateLimiterPostgres({
    storeClient: pool(),
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: what,
    clearExpiredByTimeout: false,
    ...rules[what],
  });
  try {
    await limiter.consume(who);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

/** Forgets counts that ran out an hour ago. */
export async function forgetOldCounts(): Promise<void> {
  await pool().query("delete from rate_limits where expire < $1", [Date.now() - 3_600_000]);
}
