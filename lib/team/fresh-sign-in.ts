import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { and, eq, sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { waitForAddress } from "./address-limits";
import { again } from "./again";
import { checkAuthenticator } from "./authenticator";
import { type CodeRequest, checkCode, requestCode, type SignInResult, type SignInVisit } from "./codes";
import { checkPasskey } from "./passkeys";
import { teammateById } from "./queries";
import { checkRecoveryCode } from "./recovery-codes";
import type { SignedIn } from "./session";
import { sessions, type Teammate } from "./table";

/** Ways to confirm that are typed. */
export const confirmWays = { text: checkCode, authenticator: checkAuthenticator, recovery: checkRecoveryCode } as const;
export type ConfirmWay = keyof typeof confirmWays;

/** Texts the teammate a code to confirm with, under the same limits as a code to sign in. */
export async function requestConfirmCode(teammate: SignedIn, visit: SignInVisit): Promise<CodeRequest> {
  return asSystem("sign-in", async () => requestCode(await mobileOf(teammate), visit));
}

/**
 * Confirms by a code of any kind. Guesses count like those at signing in. Returns null, or a sentence saying why it did
 * not work.
 */
export async function confirmByCode(
  teammate: SignedIn,
  way: ConfirmWay,
  code: string,
  visit: SignInVisit,
): Promise<string | null> {
  const result: SignInResult = await asSystem("sign-in", async () =>
    confirmWays[way](await mobileOf(teammate), code, visit),
  );
  if (isSame(result.teammate, teammate)) return markFresh(teammate);
  if (result.teammate === null && result.wait > 0) return `Too many tries. ${again(result.wait)}`;
  return "That code doesn’t work. Check it or request a new one.";
}

/** Confirms by one of the teammate's own passkeys. Returns null, or a sentence saying why it did not work. */
export async function confirmByPasskey(
  teammate: SignedIn,
  response: AuthenticationResponseJSON,
  visit: SignInVisit,
): Promise<string | null> {
  const wait = await waitForAddress("try-address", visit.address);
  if (wait > 0) return `Too many tries. ${again(wait)}`;
  if (isSame(await asSystem("sign-in", () => checkPasskey(response)), teammate)) return markFresh(teammate);
  return "This passkey isn’t yours here. Try another one.";
}

async function markFresh({ leaderId, sessionId }: SignedIn): Promise<null> {
  await db()
    .update(sessions)
    .set({ verifiedAt: sql`now()` })
    .where(and(eq(sessions.leaderId, leaderId), eq(sessions.id, sessionId)));
  return null;
}

const isSame = (found: Teammate | null, { leaderId, teammateId }: SignedIn) =>
  found !== null && found.leaderId === leaderId && found.id === teammateId;

async function mobileOf({ leaderId, teammateId }: SignedIn): Promise<string> {
  return (await teammateById(db(), leaderId, teammateId))?.mobile ?? "";
}
