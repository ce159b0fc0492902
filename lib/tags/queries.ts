import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type Tag, tagged, tags } from "./table";

export type { Tag } from "./table";
export type TagName = { id: number; name: string };

/** A leader's tags by name. */
export async function tagsOf(tx: Tx, leaderId: number): Promise<TagName[]> {
  return tx
    .select({ id: tags.id, name: tags.name })
    .from(tags)
    .where(eq(tags.leaderId, leaderId))
    .orderBy(asc(tags.name));
}

/** One tag of one leader, or null: another leader's is none. */
export async function tagById(tx: Tx, leaderId: number, id: number): Promise<Tag | null> {
  const [tag] = await tx
    .select()
    .from(tags)
    .where(and(eq(tags.leaderId, leaderId), eq(tags.id, id)));
  return tag ?? null;
}

/** The tag of this name, whatever its capitals; made where there is none yet. */
export async function tagNamed(tx: Tx, leaderId: number, name: string): Promise<TagName> {
  const [known] = await tx
    .select({ id: tags.id, name: tags.name })
    .from(tags)
    .where(and(eq(tags.leaderId, leaderId), sql`lower(${tags.name}) = lower(${name})`))
    .limit(1);
  if (known) return known;
  const [made] = await tx
    .insert(tags)
    .values({ leaderId, name })
    .onConflictDoUpdate({ target: [tags.leaderId, tags.name], set: { name } })
    .returning({ id: tags.id, name: tags.name });
  return made as TagName;
}

/** The tags a member carries, by name. */
export async function tagsOfMember(tx: Tx, leaderId: number, memberId: number): Promise<TagName[]> {
  return tx
    .select({ id: tags.id, name: tags.name })
    .from(tagged)
    .innerJoin(tags, and(eq(tags.leaderId, tagged.leaderId), eq(tags.id, tagged.tagId)))
    .where(and(eq(tagged.leaderId, leaderId), eq(tagged.memberId, memberId)))
    .orderBy(asc(tags.name));
}

/** Puts a tag on members; those who carry it already keep it as it is. */
export async function tagMembers(tx: Tx, leaderId: number, tagId: number, memberIds: number[]): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .insert(tagged)
    .values(memberIds.map((memberId) => ({ leaderId, tagId, memberId })))
    .onConflictDoNothing();
}

/** Takes a tag off members. */
export async function untagMembers(tx: Tx, leaderId: number, tagId: number, memberIds: number[]): Promise<void> {
  await tx
    .delete(tagged)
    .where(and(eq(tagged.leaderId, leaderId), eq(tagged.tagId, tagId), inArray(tagged.memberId, memberIds)));
}

/** Takes every tag off members who are forgotten. */
export async function forgetTagged(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  await tx.delete(tagged).where(and(eq(tagged.leaderId, leaderId), inArray(tagged.memberId, memberIds)));
}
