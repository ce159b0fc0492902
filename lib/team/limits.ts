import { sql } from "drizzle-orm";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { sign } from "@/lib/config/keys";
import { pool, type Tx } from "@/lib/db/client";

const quarterHour = 15 * 60;
const hour = 60 * 60;
const day = 24 * hour;

/** What is counted, how often it may happen, and in how many seconds. */
export const rules = {
  // Texted codes. Strangers share one budget per number; a device that has signed in before has its own.
  "code-number": { points: 3, duration: quarterHour },
  "code-number-day": { points: 6, duration: day },
  "code-device": { points: 5, duration: quarterHour },
  "code-device-day": { points: 20, duration: day },
  // Codes that are really texted: to one leader's team, and to everybody (lib/team/code-budget.ts).
  "code-leader-hour": { points: 60, duration: hour },
  "code-leader-day": { points: 200, duration: day },
  "code-total-hour": { points: 400, duration: hour },
  "code-total-day": { points: 2_000, duration: day },
  // An "address" is a visitor, a "network" the block around them (lib/team/address-limits.ts).
  "code-address": { points: 20, duration: quarterHour },
  "code-network": { points: 80, duration: quarterHour },
  "try-address": { points: 60, duration: quarterHour },
  "try-network": { points: 240, duration: quarterHour },
  // Sign-ups on the web: three a day per number, and per visitor and network so many before a challenge and in all.
  "join-number": { points: 3, duration: day },
  "join-unit": { points: 20, duration: quarterHour },
  "join-unit-day": { points: 60, duration: day },
  "join-network": { points: 60, duration: quarterHour },
  "join-network-day": { points: 400, duration: day },
  // Each challenge works once, and lives ten minutes.
  "challenge-use": { points: 1, duration: quarterHour },
  // Texts to people who did not text first; how many is a setting (lib/invitations/budget.ts).
  "sign-up-hour": { points: 0, duration: hour },
  "sign-up-day": { points: 0, duration: day },
  // Members that a teammate whose role may not delete many deletes one by one (lib/team/single-deletes.ts).
  "member-delete-day": { points: 20, duration: day },
  "passkey-address": { points: 60, duration: quarterHour },
  "passkey-network": { points: 240, duration: quarterHour },
  // Wrong tries at the keys that are printed at start: per visitor and network, and by everybody together.
  "setup-key": { points: 10, duration: quarterHour },
  "setup-key-network": { points: 30, duration: quarterHour },
  "setup-key-total": { points: 60, duration: quarterHour },
  "simulator-token": { points: 10, duration: quarterHour },
  "simulator-token-network": { points: 30, duration: quarterHour },
  "simulator-token-total": { points: 60, duration: quarterHour },
} as const;

/** The name of a rule. */
export type Rule = keyof typeof rules;

/** Rules that count for a leader's id or for "all". Those of every other rule are numbers, addresses and devices. */
const namesNobody = new Set<Rule>([
  "code-leader-hour",
  "code-leader-day",
  "code-total-hour",
  "code-total-day",
  "sign-up-hour",
  "sign-up-day",
  "setup-key-total",
  "simulator-token-total",
]);

/**
 * How `who` is written in the table: as a keyed hash, so that a copy of the database tells nobody's number or address.
 * A new secret (NEXTAUTH_SECRET) starts these counts anew.
 */
export function countedAs(what: Rule, who: string): string {
  return namesNobody.has(what) ? who : sign("rate-limit", `${what} ${who}`).toString("base64url").slice(0, 22);
}

/**
 * Counts one more of `what` for `who` (a number or an address) in the database, so that all processes count together.
 * Returns the seconds to wait when it was too often, else 0.
 */
export async function waitFor(what: Rule, who: string): Promise<number> {
  return (await consume(what, who)).wait;
}

/** The same, with how often it has happened by now. `most` overrides the rule's limit. */
export async function consume(what: Rule, who: string, most?: number): Promise<{ wait: number; used: number }> {
  try {
    const { consumedPoints } = await limiterOf(what, most).consume(countedAs(what, who));
    return { wait: 0, used: consumedPoints };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { wait: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)), used: refusal.consumedPoints };
  }
}

/** One count to raise: what, for whom, and the most that is allowed, where that is not the rule's own. */
export type Claim = { what: Rule; who: string; most?: number };

/**
 * Counts one more of each claim before the thing itself is done, so that many at once cannot pass a limit together.
 * Null where any of them is used up: then none stays counted. `used` says for each claim how often it has happened with
 * this one. `giveBack` takes the counts back where nothing came of it.
 */
export async function reserve(claims: Claim[]): Promise<{ used: number[]; giveBack: () => Promise<void> } | null> {
  const used: number[] = [];
  const giveBack = async () => {
    // Never below zero, and not out of a span that has begun since.
    const keys = claims.slice(0, used.length).map(({ what, who }) => `${what}:${countedAs(what, who)}`);
    await pool().query(
      "UPDATE rate_limits SET points = points - 1 WHERE key = ANY($1) AND points > 0 AND expire > $2",
      [keys, Date.now()],
    );
  };
  for (const { what, who, most } of claims) {
    const counted = await consume(what, who, most);
    used.push(counted.used);
    if (counted.wait === 0) continue;
    await giveBack();
    return null;
  }
  return { used, giveBack };
}

/** Seconds until `what` may happen for `who` again, 0 where it may now, without counting. `most` as above. */
export async function waitNow(what: Rule, who: string, most: number = rules[what].points): Promise<number> {
  const counted = await limiterOf(what).get(countedAs(what, who));
  return counted && counted.consumedPoints >= most ? Math.max(1, Math.ceil(counted.msBeforeNext / 1000)) : 0;
}

/** How often a rule allows what it counts. */
export const mostOf = (what: Rule): number => rules[what].points;

/** How often `what` has happened for `who` in the current span, without counting. */
export async function usedOf(what: Rule, who: string): Promise<number> {
  return (await limiterOf(what).get(countedAs(what, who)))?.consumedPoints ?? 0;
}

/** The leaders' ids, or "all", for whom any of these has happened as often as it may, in its current span; each once. */
export async function keysPast(tx: Tx, limits: { what: Rule; most: number }[]): Promise<string[]> {
  const { rows } = await tx.execute<{ who: string }>(sql`
    SELECT DISTINCT split_part(r.key, ':', 2) AS who FROM rate_limits r
    JOIN jsonb_to_recordset(${JSON.stringify(limits)}::jsonb) AS l(what text, most bigint) ON split_part(r.key, ':', 1) = l.what
    WHERE r.points >= l.most AND r.expire > ${Date.now()}`);
  return rows.map((row) => row.who);
}

function limiterOf(what: Rule, most?: number): RateLimiterPostgres {
  const { points, duration } = rules[what];
  return new RateLimiterPostgres({
    storeClient: pool(),
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: what,
    clearExpiredByTimeout: false,
    points: most ?? points,
    duration,
  });
}

/** Forgets counts that ran out an hour ago. */
export async function forgetOldCounts(): Promise<void> {
  await pool().query("delete from rate_limits where expire < $1", [Date.now() - 3_600_000]);
}
