import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { db } from "@/lib/db/client";
import { leaderById } from "@/lib/leaders/queries";
import { numbersOf } from "@/lib/numbers/register";
import { authOptions } from "./auth";
import { teammateById } from "./queries";
import type { Teammate } from "./table";

/** Who is signed in, and for whom they write. */
export type SignedIn = {
  leaderId: number;
  teammateId: number;
  name: string;
  role: Teammate["role"];
  leaderName: string;
  /** The leader's IANA zone. */
  timeZone: string;
  /** The leader's first number, E.164; empty while they have none. */
  number: string;
};

/**
 * The teammate of this request, or null. Read from the database once a request, so that somebody taken off the team is
 * out at their next click.
 */
export const currentTeammate = cache(async (): Promise<SignedIn | null> => {
  const session = await getServerSession(authOptions());
  if (!session?.teammateId || !session.leaderId) return null;
  const [teammate, leader, numbers] = await Promise.all([
    teammateById(db(), session.leaderId, session.teammateId),
    leaderById(session.leaderId),
    numbersOf(db(), session.leaderId),
  ]);
  if (!teammate || !leader) return null;
  return {
    leaderId: leader.id,
    teammateId: teammate.id,
    name: teammate.name,
    role: teammate.role,
    leaderName: leader.name,
    timeZone: leader.timeZone,
    number: numbers[0]?.phone ?? "",
  };
});

/** The teammate of this request; sends everybody else to sign in and back again. */
export async function requireTeammate(): Promise<SignedIn> {
  const teammate = await currentTeammate();
  if (teammate) return teammate;
  const path = (await headers()).get("x-tenfour-path");
  redirect(path ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in");
}
