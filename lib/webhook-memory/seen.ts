import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { keysFor } from "@/lib/config/keys";
import type { Tx } from "@/lib/db/client";

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

/**
 * Whether a signature that may be used once is used for the first time, and remembers it for all processes. `id`: the
 * signature's own (the JWT's jti). In the transaction of what the webhook does: where that fails, the carrier's retry
 * is the first use again.
 */
export async function isFirstUse(tx: Tx, id: string): Promise<boolean> {
  const [current, previous] = seenHashes(`once:${id}`);
  const { rows } = await tx.execute(sql`
    INSERT INTO seen_webhooks (hash, seen_at)
    SELECT ${current}, now() WHERE NOT EXISTS (SELECT FROM seen_webhooks WHERE hash = ${previous})
    ON CONFLICT DO NOTHING RETURNING 1`);
  return rows.length > 0;
}
