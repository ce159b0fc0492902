import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { memberName } from "./name";
import { type Member, members } from "./table";

export type { Member } from "./table";

/** One member of one leader, or null: another leader's member is nobody. */
export async function memberById(tx: Tx, leaderId: number, id: number): Promise<Member | null> {
  const [row] = await tx
    .select()
    .from(members)
    .where(and(eq(members.leaderId, leaderId), eq(members.id, id)));
  return row ?? null;
}

/** What members are called on screen, by their ids. */
export async function namesOf(tx: Tx, leaderId: number, ids: number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: members.id, firstName: members.firstName, lastName: members.lastName, phone: members.phone })
    .from(members)
    .where(and(eq(members.leaderId, leaderId), inArray(members.id, ids)));
  return new Map(rows.map((row) => [row.id, memberName(row)]));
}

/** Of these numbers, the ones a leader has as members. */
export async function membersAmong(tx: Tx, leaderId: number, phones: string[]): Promise<Set<string>> {
  if (phones.length === 0) return new Set();
  const rows = await tx
    .select({ phone: members.phone })
    .from(members)
    .where(and(eq(members.leaderId, leaderId), inArray(members.phone, phones)));
  return new Set(rows.map((row) => row.phone));
}
