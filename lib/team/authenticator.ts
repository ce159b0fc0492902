import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { db, type Tx } from "@/lib/db/client";
import { seal, unseal } from "@/lib/db/seal";
import { Refusal } from "@/lib/refusal";
import { guess, type SignInResult, type SignInVisit } from "./codes";
import { authenticators } from "./table";

type Whose = { leaderId: number; teammateId: number };
/** Seconds a code of the app lasts (RFC 6238). */
const period = 30;

/**
 * Starts connecting an authenticator app: a fresh secret, sealed, that counts once `confirmAuthenticator` saw a code of
 * it. Returns the address for its QR code, and the secret for typing. Throws a Refusal where one is connected.
 */
export async function beginAuthenticator(
  tx: Tx,
  whose: Whose,
  label: string,
): Promise<{ uri: string; secret: string }> {
  const secret = new Secret({ size: 20 });
  const sealed = seal(secret.base32, purposeOf(whose));
  const rows = await tx
    .insert(authenticators)
    .values({ ...whose, sealed })
    .onConflictDoUpdate({
      target: [authenticators.leaderId, authenticators.teammateId],
      set: { sealed },
      setWhere: isNull(authenticators.confirmedAt),
    })
    .returning({ teammateId: authenticators.teammateId });
  if (rows.length === 0) throw new Refusal("An authenticator app is already connected. Remove it first.");
  return { uri: totp(secret, label).toString(), secret: secret.base32 };
}

/** Connects the app where this is a code of it; false where it is not. */
export async function confirmAuthenticator(tx: Tx, whose: Whose, code: string): Promise<boolean> {
  if (!(await acceptCode(tx, whose, code, false))) return false;
  await tx.update(authenticators).set({ confirmedAt: sql`now()` }).where(of(whose));
  return true;
}

/** Removes a teammate's app; false where none was connected. */
export async function removeAuthenticator(tx: Tx, whose: Whose): Promise<boolean> {
  return (await tx.delete(authenticators).where(of(whose)).returning({ id: authenticators.teammateId })).length > 0;
}

/** Whether a teammate has connected an app. */
export async function hasAuthenticator(tx: Tx, whose: Whose): Promise<boolean> {
  const rows = await tx
    .select({ id: authenticators.teammateId })
    .from(authenticators)
    .where(and(of(whose), isNotNull(authenticators.confirmedAt)));
  return rows.length > 0;
}

/** Signs in by a code of the app. Each code works once, 30 seconds early or late. */
export function checkAuthenticator(mobile: string, code: string, visit: SignInVisit): Promise<SignInResult> {
  return guess(mobile, visit, async (teammate) =>
    teammate ? acceptCode(db(), { leaderId: teammate.leaderId, teammateId: teammate.id }, code, true) : false,
  );
}

async function acceptCode(tx: Tx, whose: Whose, code: string, confirmed: boolean): Promise<boolean> {
  const token = code.replace(/\D/g, "");
  const [row] = await tx
    .select()
    .from(authenticators)
    .where(and(of(whose), confirmed ? isNotNull(authenticators.confirmedAt) : undefined));
  const opened = row && token.length === 6 ? unseal(row.sealed, purposeOf(whose)) : null;
  if (!opened) return false;
  const now = Date.now();
  const delta = totp(Secret.fromBase32(opened), "").validate({ token, window: 1, timestamp: now });
  if (delta === null) return false;
  const step = Math.floor(now / 1000 / period) + delta;
  const used = await tx
    .update(authenticators)
    .set({ lastStep: step })
    .where(and(of(whose), lt(authenticators.lastStep, step)))
    .returning({ step: authenticators.lastStep });
  return used.length > 0;
}

const totp = (secret: Secret, label: string) => new TOTP({ issuer: "Tenfour", label, secret, period, digits: 6 });
const purposeOf = ({ leaderId, teammateId }: Whose) => `authenticator:${leaderId}:${teammateId}`;
const of = ({ leaderId, teammateId }: Whose) =>
  and(eq(authenticators.leaderId, leaderId), eq(authenticators.teammateId, teammateId));
