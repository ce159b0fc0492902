import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type Note, notes } from "./table";

export type { Note } from "./table";

/** A note as the screen shows it; the time ISO, UTC. */
export type NoteView = { id: number; body: string; author: string; at: string };

/** The team's notes about a member, the newest first; the last 200 at most. */
export async function notesOf(tx: Tx, leaderId: number, memberId: number): Promise<NoteView[]> {
  const found = await tx.execute<{ id: number; body: string; author: string | null; at: string }>(sql`
    SELECT n.id, n.body, t.name AS author, n.at
    FROM notes n LEFT JOIN teammates t ON t.leader_id = n.leader_id AND t.id = n.author_id
    WHERE n.leader_id = ${leaderId} AND n.member_id = ${memberId} ORDER BY n.id DESC LIMIT 200`);
  return found.rows.map((row) => ({
    ...row,
    author: row.author ?? "Somebody who has left the team",
    at: new Date(row.at).toISOString(),
  }));
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
