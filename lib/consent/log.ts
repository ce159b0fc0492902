import type { Tx } from "@/lib/db/client";
import { consentLog } from "./table";

export type { ConsentEvent } from "./table";

/** Adds to the append-only consent log. Nothing in the product changes or deletes what stands there. */
export async function logConsent(tx: Tx, rows: (typeof consentLog.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(consentLog).values(rows);
}
