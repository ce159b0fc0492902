import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { announceBroadcast } from "@/lib/live/announce";
import { itemOf } from "@/lib/media/outgoing";
import { markUsed, mediaByIds } from "@/lib/media/queries";
import { mostFiles, tooManyFiles } from "@/lib/messages/parts";
import { numbersOf } from "@/lib/numbers/register";
import { segmentTree } from "@/lib/segments/tree";
import { plan } from "./plan";
import { addBroadcast, broadcastById } from "./queries";
import { type Broadcast, type BroadcastMedia, broadcasts } from "./table";

/** What people write into a draft. The body is limited to keep out floods; what may be sent is decided in review.ts. */
export const draftContent = z.object({
  body: z.string().max(8_000, "That is far longer than 400 characters."),
  audience: segmentTree.nullable(),
  plan,
  /** Ids of files that were uploaded to go along. */
  media: z.array(z.uuid()).max(mostFiles, tooManyFiles).default([]),
});
export type DraftContent = z.output<typeof draftContent>;

/** A draft as it stands, and who saved it last (teammates.id). */
export type Draft = Omit<DraftContent, "media"> & {
  media: BroadcastMedia[];
  id: number;
  revision: number;
  editorId: number | null;
  updatedAt: string;
};

export type Saved =
  | { kind: "saved"; revision: number }
  /** Somebody saved in between: nothing was written, and here is theirs. */
  | { kind: "conflict"; theirs: Draft }
  /** It has been sent or scheduled meanwhile. */
  | { kind: "sent" }
  | { kind: "gone" };

type By = { leaderId: number; teammateId: number };

/** Begins a draft; it leaves from the leader's first number. Null where they have none. */
export async function createDraft(tx: Tx, by: By, content: Partial<DraftContent> = {}): Promise<number | null> {
  const [number] = await numbersOf(tx, by.leaderId);
  if (!number) return null;
  const { body = "", audience = null } = content;
  const media = await filesOf(tx, by.leaderId, content.media ?? []);
  const id = await addBroadcast(tx, {
    leaderId: by.leaderId,
    number: number.phone,
    body: body.toWellFormed().replaceAll("\0", ""),
    audience,
    media,
    authorId: by.teammateId,
  });
  await announceBroadcast(tx, by.leaderId, id);
  return id;
}

/** Saves a draft over the revision its editor has seen, and over no other. */
export async function saveDraft(
  tx: Tx,
  by: By,
  save: { id: number; revision: number; content: DraftContent },
): Promise<Saved> {
  const { body, audience, plan, media } = save.content;
  const [row] = await tx
    .update(broadcasts)
    .set({
      body: body.toWellFormed().replaceAll("\0", ""),
      audience,
      plan,
      media: await filesOf(tx, by.leaderId, media),
      editorId: by.teammateId,
      revision: sql`${broadcasts.revision} + 1`,
      updatedAt: sql`now()`,
    })
    .where(and(mine(by.leaderId, save.id), eq(broadcasts.state, "draft"), eq(broadcasts.revision, save.revision)))
    .returning({ revision: broadcasts.revision });
  if (row) {
    await announceBroadcast(tx, by.leaderId, save.id);
    return { kind: "saved", revision: row.revision };
  }
  const broadcast = await broadcastById(tx, by.leaderId, save.id);
  if (!broadcast) return { kind: "gone" };
  return broadcast.state === "draft" ? { kind: "conflict", theirs: draftOf(broadcast) } : { kind: "sent" };
}

/** Throws a draft away; answers what it was, for undo. Null where it is no draft (any more). */
export async function deleteDraft(tx: Tx, leaderId: number, id: number): Promise<DraftContent | null> {
  const [row] = await tx
    .delete(broadcasts)
    .where(and(mine(leaderId, id), eq(broadcasts.state, "draft")))
    .returning();
  if (!row) return null;
  await announceBroadcast(tx, leaderId, id);
  return { body: row.body, audience: row.audience, plan: row.plan, media: row.media.map((file) => file.id) };
}

/** A new draft with the words of another broadcast, for the same people or for others. */
export async function copyAsDraft(
  tx: Tx,
  by: By,
  copy: { id: number; audience?: Broadcast["audience"] },
): Promise<number | null> {
  const broadcast = await broadcastById(tx, by.leaderId, copy.id);
  if (!broadcast) return null;
  return createDraft(tx, by, {
    body: broadcast.body,
    audience: copy.audience === undefined ? broadcast.audience : copy.audience,
    media: broadcast.media.map((file) => file.id),
  });
}

/** A broadcast as its editors see it. */
export function draftOf(broadcast: Broadcast): Draft {
  const { id, revision, body, audience, plan, media, editorId, updatedAt } = broadcast;
  return { id, revision, body, audience, plan, media, editorId, updatedAt: updatedAt.toISOString() };
}

/** The leader's own files of these ids; from now on they are kept. */
async function filesOf(tx: Tx, leaderId: number, ids: string[]): Promise<BroadcastMedia[]> {
  if (ids.length === 0) return [];
  const files = await mediaByIds(tx, leaderId, ids);
  await markUsed(tx, leaderId, ids);
  return files.map(itemOf);
}

const mine = (leaderId: number, id: number) => and(eq(broadcasts.leaderId, leaderId), eq(broadcasts.id, id));
