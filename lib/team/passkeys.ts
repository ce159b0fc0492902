import { createHash } from "node:crypto";
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { type Passkey, passkeys, signInChallenges, type Teammate, teammates } from "./table";

type Whose = { leaderId: number; teammateId: number };

/** Seconds in which a browser has to respond. */
const challengeSeconds = 300;

/** Passkeys are bound to the host and origin of PUBLIC_URL. */
function relyingParty(): { id: string; origin: string } {
  const { hostname, origin } = new URL(env().PUBLIC_URL);
  return { id: hostname, origin };
}

/** What a signed-in teammate's browser needs to make a passkey. */
export async function passkeyCreationOptions(
  whose: Whose & { name: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const existing = await passkeysOf(db(), whose);
  const options = await generateRegistrationOptions({
    rpName: "Tenfour",
    rpID: relyingParty().id,
    userName: whose.name,
    userID: Uint8Array.from(Buffer.from(handleOf(whose))),
    attestationType: "none",
    excludeCredentials: existing.map((one) => ({ id: one.credentialId, transports: transportsOf(one) })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await keepChallenge(options.challenge, handleOf(whose));
  return options;
}

/** Keeps the passkey that a browser has made; false where the response does not belong to our request. */
export async function addPasskey(whose: Whose, response: RegistrationResponseJSON, name: string): Promise<boolean> {
  const { id, origin } = relyingParty();
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => spendChallenge(challenge, handleOf(whose)),
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch(refused);
  if (!checked?.verified) return false;
  const { credential } = checked.registrationInfo;
  await db()
    .insert(passkeys)
    .values({
      leaderId: whose.leaderId,
      teammateId: whose.teammateId,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString("base64url"),
      counter: credential.counter,
      transports: credential.transports ?? [],
      name: name.slice(0, 80),
    })
    .onConflictDoNothing();
  return true;
}

/** What a browser needs to sign in by a passkey. It names nobody: the passkey itself says whose it is. */
export async function passkeySignInOptions(): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({ rpID: relyingParty().id, userVerification: "required" });
  await keepChallenge(options.challenge, "sign-in");
  return options;
}

/** The teammate whose passkey signed this response, or null. A challenge works once. */
export async function checkPasskey(response: AuthenticationResponseJSON): Promise<Teammate | null> {
  const whose = whoseHandle(response.response?.userHandle);
  if (!whose) return null;
  const [found] = await db()
    .select({ passkey: passkeys, teammate: teammates })
    .from(passkeys)
    .innerJoin(teammates, and(eq(teammates.leaderId, passkeys.leaderId), eq(teammates.id, passkeys.teammateId)))
    .where(
      and(
        eq(passkeys.leaderId, whose.leaderId),
        eq(passkeys.teammateId, whose.teammateId),
        eq(passkeys.credentialId, String(response.id)),
      ),
    );
  if (!found) return null;
  const { id, origin } = relyingParty();
  const { passkey, teammate } = found;
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => spendChallenge(challenge, "sign-in"),
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, "base64url")),
      counter: passkey.counter,
      transports: transportsOf(passkey),
    },
  }).catch(refused);
  if (!checked?.verified) return null;
  await db()
    .update(passkeys)
    .set({ counter: checked.authenticationInfo.newCounter, lastUsedAt: sql`now()` })
    .where(and(eq(passkeys.leaderId, passkey.leaderId), eq(passkeys.id, passkey.id)));
  return teammate;
}

/** A teammate's passkeys, the oldest first. */
export async function passkeysOf(tx: Tx, { leaderId, teammateId }: Whose): Promise<Passkey[]> {
  return tx
    .select()
    .from(passkeys)
    .where(and(eq(passkeys.leaderId, leaderId), eq(passkeys.teammateId, teammateId)))
    .orderBy(asc(passkeys.id));
}

/** Removes one passkey of a teammate; false where it is not theirs. */
export async function removePasskey(tx: Tx, { leaderId, teammateId }: Whose, id: number): Promise<boolean> {
  const rows = await tx
    .delete(passkeys)
    .where(and(eq(passkeys.leaderId, leaderId), eq(passkeys.teammateId, teammateId), eq(passkeys.id, id)))
    .returning({ id: passkeys.id });
  return rows.length > 0;
}

/** The user handle in a passkey: the two ids, so that its tenant is known before anything is read. */
const handleOf = ({ leaderId, teammateId }: Whose) => `${leaderId}.${teammateId}`;

function whoseHandle(handle: string | undefined): Whose | null {
  const plain = Buffer.from(String(handle ?? "").slice(0, 100), "base64url").toString("latin1");
  const [, leaderId, teammateId] = /^(\d{1,9})\.(\d{1,9})$/.exec(plain) ?? [];
  return leaderId && teammateId ? { leaderId: Number(leaderId), teammateId: Number(teammateId) } : null;
}

const transportsOf = (passkey: Passkey) => passkey.transports as AuthenticatorTransport[];

async function keepChallenge(challenge: string, purpose: string): Promise<void> {
  await asSystem("sign-in", async () => {
    await db().delete(signInChallenges).where(lt(signInChallenges.expiresAt, sql`now()`));
    await db()
      .insert(signInChallenges)
      .values({ hash: hashOf(challenge, purpose), expiresAt: sql`now() + make_interval(secs => ${challengeSeconds})` });
  });
}

async function spendChallenge(challenge: string, purpose: string): Promise<boolean> {
  const used = await asSystem("sign-in", () =>
    db()
      .delete(signInChallenges)
      .where(and(eq(signInChallenges.hash, hashOf(challenge, purpose)), gt(signInChallenges.expiresAt, sql`now()`)))
      .returning({ hash: signInChallenges.hash }),
  );
  return used.length > 0;
}

function hashOf(challenge: string, purpose: string): string {
  return createHash("sha256").update(`${purpose}\0${challenge}`).digest("hex");
}

/** The library throws for every response that is not right; the reason is for the log, not for the visitor. */
function refused(error: unknown): null {
  log.info({ reason: error instanceof Error ? error.message : String(error) }, "a passkey was refused");
  return null;
}
