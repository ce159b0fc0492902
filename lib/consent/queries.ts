import { and, desc, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type ConsentEvent, consentLog } from "./table";

/** What a member granted and revoked, the newest first; the last 100 are plenty for a screen. */
export async function historyOf(tx: Tx, leaderId: number, memberId: number): Promise<ConsentEvent[]> {
  return tx
    .select()
    .from(consentLog)
    .where(and(eq(consentLog.leaderId, leaderId), eq(consentLog.memberId, memberId)))
    .orderBy(desc(consentLog.id))
    .limit(100);
}
