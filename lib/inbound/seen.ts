import { createHmac } from "node:crypto";
import { keysFor } from "@/lib/config/keys";

/**
 * The hashes under which a webhook may be remembered after its row is pruned: 128 bits of an HMAC over its key. The
 * first is of the current secret; the second, during a rotation, of the previous one.
 */
export function seenHashes(key: string): [current: string, previous: string | null] {
  const [current, previous] = keysFor("seen-webhook").map((secret) =>
    createHmac("sha256", secret).update(key).digest("base64url").slice(0, 22),
  );
  return [current as string, previous ?? null];
}
