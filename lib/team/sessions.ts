import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, gt, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { closeStreams } from "@/lib/live/announce";
import { deviceName, maskedAddress } from "./device";
import { type SessionToken, sessionSeconds } from "./session-cookie";
import { type Session, sessions, type Teammate, teammates } from "./table";

/** Where a request comes from: its User-Agent header, and its client address. */
export type Visit = { userAgent: string; address: string };

/** Starts a session of a teammate on the device they signed in with. Also forgets their expired ones. */
export async function createSession(
  tx: Tx,
  { leaderId, id: teammateId }: Pick<Teammate, "leaderId" | "id">,
  visit: Visit,
  knownDeviceId: number | null = null,
): Promise<SessionToken> {
  await tx.delete(sessions).where(and(ofTeammate(leaderId, teammateId), lt(sessions.expiresAt, sql`now()`)));
  const sessionKey = randomBytes(24).toString("base64url");
  const [row] = await tx
    .insert(sessions)
    .values({
      leaderId,
      teammateId,
      keyHash: hashOf(sessionKey),
      device: deviceName(visit.userAgent),
      address: maskedAddress(visit.address),
      knownDeviceId,
      expiresAt: sql`now() + make_interval(secs => ${sessionSeconds})`,
    })
    .returning({ id: sessions.id });
  return { leaderId, sessionId: row!.id, sessionKey };
}

/**
 * The session of a token and its teammate, or null: signed out, expired, or the teammate was removed. Notes the visit,
 * at most once a minute.
 */
export async function findSession(
  tx: Tx,
  token: SessionToken,
  visit?: Visit,
): Promise<{ session: Session; teammate: Teammate } | null> {
  const [found] = await tx
    .select({ session: sessions, teammate: teammates })
    .from(sessions)
    .innerJoin(teammates, and(eq(teammates.leaderId, sessions.leaderId), eq(teammates.id, sessions.teammateId)))
    .where(
      and(
        eq(sessions.leaderId, token.leaderId),
        eq(sessions.id, token.sessionId),
        // The key has 192 random bits, so comparing hashes in the database gives nothing away by its time.
        eq(sessions.keyHash, hashOf(token.sessionKey)),
        gt(sessions.expiresAt, sql`now()`),
      ),
    );
  if (found && visit && Date.now() - found.session.lastSeenAt.getTime() > 60_000) {
    await tx
      .update(sessions)
      .set({ lastSeenAt: sql`now()`, address: maskedAddress(visit.address) || found.session.address })
      .where(
        and(
          eq(sessions.leaderId, token.leaderId),
          eq(sessions.id, token.sessionId),
          lt(sessions.lastSeenAt, sql`now() - interval '1 minute'`),
        ),
      );
  }
  return found ?? null;
}

/** The open sessions of a teammate, the last seen first. */
export async function sessionsOf(tx: Tx, leaderId: number, teammateId: number): Promise<Session[]> {
  return tx
    .select()
    .from(sessions)
    .where(and(ofTeammate(leaderId, teammateId), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}

/** Whether a session was neither ended nor has expired. */
export async function isOpen(tx: Tx, leaderId: number, sessionId: number): Promise<boolean> {
  const rows = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.leaderId, leaderId), eq(sessions.id, sessionId), gt(sessions.expiresAt, sql`now()`)));
  return rows.length > 0;
}

/** Ends one session of a teammate and closes its event streams. Returns whether there was one. */
export async function endSession(tx: Tx, who: SignedOut, sessionId: number): Promise<boolean> {
  return (await end(tx, who.leaderId, and(ofTeammate(who.leaderId, who.teammateId), eq(sessions.id, sessionId)))) > 0;
}

/** Ends all sessions of a teammate, but for the one to keep. Returns how many there were. */
export async function endSessions(tx: Tx, who: SignedOut, keep = 0): Promise<number> {
  return end(tx, who.leaderId, and(ofTeammate(who.leaderId, who.teammateId), ne(sessions.id, keep)));
}

type SignedOut = { leaderId: number; teammateId: number };

/** Closes the event streams of a teammate: their browsers connect again, and are told what they may see now. */
export async function closeStreamsOf(tx: Tx, leaderId: number, teammateId: number): Promise<void> {
  const rows = await tx.select({ id: sessions.id }).from(sessions).where(ofTeammate(leaderId, teammateId));
  await closeStreams(
    tx,
    leaderId,
    rows.map((row) => row.id),
  );
}

async function end(tx: Tx, leaderId: number, which: SQL | undefined): Promise<number> {
  const ended = await tx.delete(sessions).where(which).returning({ id: sessions.id });
  await closeStreams(
    tx,
    leaderId,
    ended.map((row) => row.id),
  );
  return ended.length;
}

const ofTeammate = (leaderId: number, teammateId: number) =>
  and(eq(sessions.leaderId, leaderId), eq(sessions.teammateId, teammateId));

function hashOf(sessionKey: string): string {
  return createHash("sha256").update(sessionKey).digest("hex");
}
