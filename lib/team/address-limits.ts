import { networksOf } from "@/lib/web/networks";
import { type Rule, waitFor } from "./limits";

/** Rules that are counted per visitor, each with the wider one of their network. */
const networkRules = {
  "code-address": "code-network",
  "try-address": "try-network",
  "passkey-address": "passkey-network",
  "setup-key": "setup-key-network",
  "simulator-token": "simulator-token-network",
} as const satisfies Partial<Record<Rule, Rule>>;

/** Rules of a key that is printed at start, each with the one of everybody together. */
const totalRules = { "setup-key": "setup-key-total", "simulator-token": "simulator-token-total" } as const;

/**
 * Counts one more of `what` for the visitor at this address, and for their network (lib/web/networks.ts): whoever has an
 * IPv6 network has addresses without end, so no rule counts a bare address. Returns the seconds to wait, else 0. What a
 * visitor was refused is not charged to their network.
 */
export async function waitForAddress(what: keyof typeof networkRules, address: string): Promise<number> {
  const { unit, network } = networksOf(address);
  return (await waitFor(what, unit)) || (await waitFor(networkRules[what], network));
}

/**
 * Counts a wrong try at a key, for the visitor, their network and then everybody: what the narrower rule refused is not
 * charged to the wider one, so nobody uses up the tries of all. Returns the seconds to wait, else 0.
 */
export async function waitForKey(what: keyof typeof totalRules, address: string): Promise<number> {
  return (await waitForAddress(what, address)) || (await waitFor(totalRules[what], "all"));
}
