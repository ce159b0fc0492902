import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/**
 * Removes the consent log of members whose deletion is due: the one exception to "append-only" (docs/compliance.md,
 * "Consent"), made inside the database's own function forget_consent, which refuses anybody who was not deleted.
 */
export async function forgetConsent(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  await tx.execute(sql`
    SELECT forget_consent(${leaderId}, id) FROM unnest(${sql.param(memberIds)}::bigint[]) AS id`);
}
