import { createHash, timingSafeEqual } from "node:crypto";
import { createVerifier } from "fast-jwt";
import type { SimulatorOptions } from "./settings";

const remembered = 1_000;

/** Tells whether a request carries the account's keys: a bearer of the application, or basic. Known bearers are remembered. */
export function callers(options: SimulatorOptions): {
  api: (header?: string) => boolean;
  basic: (header?: string) => boolean;
} {
  const verify = createVerifier({ key: options.publicKey, algorithms: ["RS256"], clockTolerance: 30_000 });
  const known = new Map<string, number>();
  const basicHeader = `Basic ${Buffer.from(`${options.apiKey}:${options.apiSecret}`).toString("base64")}`;
  const basic = (header = "") => sameText(header, basicHeader);

  function bearer(header: string): boolean {
    const until = known.get(header);
    if (until !== undefined) return Date.now() < until;
    try {
      const claims = verify(header.slice(7)) as { application_id?: string; exp?: number };
      if (claims.application_id !== options.applicationId) return false;
      if (known.size >= remembered) known.clear();
      known.set(header, (claims.exp ?? Date.now() / 1000 + 900) * 1000);
      return true;
    } catch {
      return false;
    }
  }

  return { basic, api: (header = "") => (header.startsWith("Bearer ") ? bearer(header) : basic(header)) };
}

/** Compares in constant time. */
export function sameText(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
