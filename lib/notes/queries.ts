import { and, desc, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type Note, notes } from "./table";

export type { Note } from "./table";

/** The team's notes about a member, the newest first; the last 200 at most. */
export async function notesOf(tx: Tx, leaderId: number, memberId: number): Promise<Note[]> {
  return tx
    .select()
    .from(notes)
    .where(and(eq(notes.leaderId, leaderId), eq(notes.memberId, memberId)))
    .orderBy(desc(notes.id))
    .limit(200);
}

/** Adds a note. */
export async function addNote(
  tx: Tx,
  note: { leaderId: number; memberId: number; authorId: number; body: string },
): Promise<void> {
  await tx.insert(notes).values(note);
}

/** Takes a note of a leader's away and returns it, for undo; null where there is none such. */
export async function removeNote(tx: Tx, leaderId: number, id: number): Promise<Note | null> {
  const [note] = await tx
    .delete(notes)
    .where(and(eq(notes.leaderId, leaderId), eq(notes.id, id)))
    .returning();
  return note ?? null;
}

/** Forgets what was noted about members. */
export async function forgetNotes(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  await tx.delete(notes).where(and(eq(notes.leaderId, leaderId), inArray(notes.memberId, memberIds)));
}
