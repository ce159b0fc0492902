import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { db } from "@/lib/db/client";
import { setTenant } from "@/lib/db/scope";
import { leaderById } from "@/lib/leaders/queries";
import { numbersOf } from "@/lib/numbers/register";
import { isSuspended, suspendedSentence } from "@/lib/operator/suspension";
import { noteHandler } from "@/lib/web/request-context";
import { visitOf } from "./auth";
import { openToken, sessionCookie, tokenOf } from "./session-cookie";
import { findSession, isOpen } from "./sessions";
import type { Teammate } from "./table";

/** Who is signed in, and for whom they write. */
export type SignedIn = {
  leaderId: number;
  teammateId: number;
  /** The row of `sessions` this request came with. */
  sessionId: number;
  name: string;
  role: Teammate["role"];
  leaderName: string;
  /** The leader's IANA zone. */
  timeZone: string;
  /** The leader's first number, E.164; empty while they have none. */
  number: string;
  /** When a code or passkey was last used in this session. */
  verifiedAt: Date;
  /** The row of `known_devices` of this browser. */
  knownDeviceId: number | null;
  /** The operator suspended the leader: nothing but reading the settings and signing out is allowed. */
  suspended: boolean;
};

/**
 * The teammate of this request, or null. The session is read from the database once a request, so signing out, removing
 * a teammate and changing their role take effect on the next one, whatever cookies were copied.
 */
export const currentTeammate = cache(async (): Promise<SignedIn | null> => {
  noteHandler();
  const token = tokenOf(await openToken((await cookies()).get(sessionCookie())?.value));
  if (!token) return null;
  const [found, leader, numbers, suspended] = await Promise.all([
    findSession(db(), token, visitOf(await headers())),
    leaderById(token.leaderId),
    numbersOf(db(), token.leaderId),
    isSuspended(db(), token.leaderId),
  ]);
  if (!found || !leader) return null;
  const { teammate, session } = found;
  // From here on this request reads and writes this leader's rows only.
  setTenant(leader.id);
  return {
    leaderId: leader.id,
    teammateId: teammate.id,
    sessionId: session.id,
    verifiedAt: session.verifiedAt,
    knownDeviceId: session.knownDeviceId,
    name: teammate.name,
    role: teammate.role,
    leaderName: leader.name,
    timeZone: leader.timeZone,
    number: numbers[0]?.phone ?? "",
    suspended,
  };
});

/** The response of every route to a teammate of a suspended leader; null for everyone else. */
export function refuseSuspended({ suspended }: SignedIn): Response | null {
  if (!suspended) return null;
  return Response.json({ message: suspendedSentence }, { status: 403, headers: { "cache-control": "no-store" } });
}

/**
 * Whether the session that a request came with is still signed in and the leader not suspended, asked while its response
 * is under way.
 */
export async function isSignedIn({ leaderId, sessionId }: SignedIn): Promise<boolean> {
  return (await isOpen(db(), leaderId, sessionId)) && !(await isSuspended(db(), leaderId));
}

/** The teammate of this page; sends everyone else to sign in and back again, and a suspended leader's to the settings. */
export async function requireTeammate(): Promise<SignedIn> {
  const teammate = await currentTeammate();
  const path = (await headers()).get("x-tenfour-path");
  if (teammate?.suspended && !/^\/settings(?:[/?]|$)/.test(path ?? "")) redirect("/settings");
  if (teammate) return teammate;
  redirect(path ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in");
}
