import { and, desc, eq, lt, sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { queueTexts } from "@/lib/messages/queue";
import { readOwnMobile } from "@/lib/numbers/possible";
import { numbersOf } from "@/lib/numbers/register";
import { deviceName, maskedAddress } from "./device";
import { teammateByMobile } from "./queries";
import type { Visit } from "./sessions";
import { type SecurityEvent, securityEvents } from "./table";

type About = { leaderId: number; teammateId: number };

/** Writes down something around a teammate's sign-in, and forgets what is older than a year. */
export async function recordSecurityEvent(
  tx: Tx,
  { leaderId, teammateId }: About,
  kind: SecurityEvent["kind"],
  visit: Visit,
): Promise<void> {
  const about = and(eq(securityEvents.leaderId, leaderId), eq(securityEvents.teammateId, teammateId));
  await tx.delete(securityEvents).where(and(about, lt(securityEvents.at, sql`now() - interval '1 year'`)));
  await tx.insert(securityEvents).values({
    leaderId,
    teammateId,
    kind,
    device: deviceName(visit.userAgent),
    address: maskedAddress(visit.address),
  });
}

/** The latest events of a teammate, the newest first. */
export async function securityEventsOf(tx: Tx, { leaderId, teammateId }: About, limit = 20): Promise<SecurityEvent[]> {
  return tx
    .select()
    .from(securityEvents)
    .where(and(eq(securityEvents.leaderId, leaderId), eq(securityEvents.teammateId, teammateId)))
    .orderBy(desc(securityEvents.id))
    .limit(limit);
}

/**
 * Tells the owner of a mobile (E.164), where it is a teammate's, that sign-in attempts with it were blocked: an event
 * and a text, at most once in 24 hours.
 */
export async function noticeBlocked(mobile: string, visit: Visit): Promise<void> {
  await db().transaction(async (tx) => {
    const teammate = await teammateByMobile(tx, mobile);
    if (!teammate) return;
    const { leaderId, id: teammateId } = teammate;
    // One at a time per teammate, so that two blocked guesses at once make one notice.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(10412, ${teammateId})`);
    const recent = await tx
      .select({ id: securityEvents.id })
      .from(securityEvents)
      .where(
        and(
          eq(securityEvents.leaderId, leaderId),
          eq(securityEvents.teammateId, teammateId),
          eq(securityEvents.kind, "blocked"),
          sql`${securityEvents.at} > now() - interval '1 day'`,
        ),
      )
      .limit(1);
    if (recent.length > 0) return;
    await recordSecurityEvent(tx, { leaderId, teammateId }, "blocked", visit);
    const [number] = await numbersOf(tx, leaderId);
    if (!number || !readOwnMobile(mobile)) return;
    await queueTexts(tx, [
      {
        leaderId,
        memberId: 0,
        number: number.phone,
        phone: mobile,
        kind: "sign_in_code",
        body: "Someone tried to sign in to Tenfour with your number and was blocked. Devices you have used before still work. Nobody at Tenfour will ask you for a code.",
      },
    ]);
  });
}
