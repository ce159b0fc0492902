import { createHash, randomBytes } from "node:crypto";
import { isSigned, sign } from "@/lib/config/keys";
import { consume } from "@/lib/team/limits";

/** A proof of work that a browser must find before one more text is sent: `token` and how many leading zero bits. */
export type Challenge = { token: string; bits: number };

/** Milliseconds in which a challenge can be solved. */
const lifeMs = 10 * 60_000;
const macBytes = 16;

/**
 * About 2^bits hashes: 16 take a phone about a second, and make each text cost a sender of thousands real time. The bits
 * rise by two while the leader's budget is nearly used up.
 */
export const challengeBits = (pressed: boolean): number => (pressed ? 18 : 16);

/** A challenge for one number of one leader: its solution sends one text and is worth nothing for another number. */
export function issueChallenge(about: { leaderId: number; phone: string }, bits: number, now: Date): Challenge {
  const until = now.getTime() + lifeMs;
  const named = `${randomBytes(9).toString("base64url")}.${until.toString(36)}.${bits}`;
  return { token: `${named}.${macOf(named, about)}`, bits };
}

/** Whether `solution` solves an unexpired challenge for this number of this leader. A challenge works once. */
export async function isSolved(
  { token, solution }: { token: string; solution: string },
  about: { leaderId: number; phone: string },
  now: Date,
): Promise<boolean> {
  const [, nonce = "", until = "", bits = "", mac = ""] =
    /^([\w-]{12})\.([0-9a-z]{1,10})\.(\d{1,2})\.([\w-]{22})$/.exec(token) ?? [];
  if (!nonce || !/^\d{1,12}$/.test(solution) || Number.parseInt(until, 36) < now.getTime()) return false;
  const bytes = Buffer.from(mac, "base64url");
  if (bytes.length !== macBytes || !isSigned("challenge", contentOf(`${nonce}.${until}.${bits}`, about), bytes))
    return false;
  const hash = createHash("sha256").update(`${token}:${solution}`).digest();
  if (Math.clz32(hash.readUInt32BE(0)) < Number(bits)) return false;
  return (await consume("challenge-use", nonce)).wait === 0;
}

const contentOf = (named: string, { leaderId, phone }: { leaderId: number; phone: string }) =>
  `${named}:${leaderId}:${phone}`;
const macOf = (named: string, about: { leaderId: number; phone: string }) =>
  sign("challenge", contentOf(named, about)).subarray(0, macBytes).toString("base64url");
