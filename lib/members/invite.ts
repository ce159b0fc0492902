import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { Phone } from "@/lib/numbers/phone";
import { type Member, members } from "./table";

/** Days until the same number may be asked again: one text, and nothing more until YES. */
const quietDays = 7;

type Invitation = {
  leaderId: number;
  phone: Phone;
  /** The leader's number that will ask, where the member is not known by another one. */
  number: string;
  language: "en" | "es";
  now: Date;
};

/**
 * Finds or makes the member behind a number that was typed on the web, and marks that they are asked now. Null where
 * they must not be asked: members, those who left or were blocked, and those who were asked this week. Two forms with
 * one number at once wait for each other here.
 */
export async function invite(tx: Tx, { leaderId, phone, number, language, now }: Invitation): Promise<Member | null> {
  const { e164, country } = phone;
  await tx
    .insert(members)
    .values({ leaderId, phone: e164, country, number, source: "web", language })
    .onConflictDoNothing();
  const [member] = await tx
    .select()
    .from(members)
    .where(and(eq(members.leaderId, leaderId), eq(members.phone, e164)))
    .for("update");
  if (!member || !mayBeAsked(member, now)) return null;
  await tx
    .update(members)
    .set({ askedAt: now, language })
    .where(and(eq(members.leaderId, leaderId), eq(members.id, member.id)));
  return member;
}

function mayBeAsked(member: Member, now: Date): boolean {
  if (member.status !== "new" && member.status !== "invited") return false;
  if (member.blockedAt || member.heldAt) return false;
  return !member.askedAt || now.getTime() - member.askedAt.getTime() >= quietDays * 86_400_000;
}
