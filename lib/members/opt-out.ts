import { sql } from "drizzle-orm";
import type { ConsentEvent } from "@/lib/consent/log";
import { logConsent } from "@/lib/consent/log";
import type { Tx } from "@/lib/db/client";
import { setOptedOut } from "./status";

/**
 * Opts one member out and writes it into the consent log: from then on nothing is sent to them, whatever queue it
 * stands in, for the sender looks again at the last moment (47 CFR 64.1200(a)(10)). Twice is once.
 */
export async function optOut(
  tx: Tx,
  who: {
    leaderId: number;
    memberId: number;
    channel: ConsentEvent["channel"];
    words?: string;
    messageId?: number;
    ip?: string;
    userAgent?: string;
  },
): Promise<void> {
  const changed = await setOptedOut(tx, [who]);
  await logConsent(
    tx,
    changed.map((member) => ({
      leaderId: member.leaderId,
      memberId: member.memberId,
      phone: member.phone,
      event: "revoked",
      channel: who.channel,
      words: who.words?.slice(0, 1000),
      messageId: who.messageId,
      ip: who.ip,
      userAgent: who.userAgent?.slice(0, 300),
    })),
  );
  await tx.execute(sql`SELECT pg_notify('tenfour_work', 'outbox')`);
}
