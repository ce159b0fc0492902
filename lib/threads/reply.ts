import { db, type Tx } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { takeAlong } from "@/lib/media/outgoing";
import { memberName } from "@/lib/members/name";
import { type Member, memberById } from "@/lib/members/queries";
import { whyNotWritten } from "@/lib/members/why-not";
import { longest, measure } from "@/lib/messages/parts";
import { queueTexts } from "@/lib/messages/queue";
import type { MessageMedia } from "@/lib/messages/table";
import { againKey, settleByLeader } from "@/lib/messages/thread";
import { markDone } from "./queries";

type Writer = { leaderId: number; teammateId: number; memberId: number };

/** `refused` is a sentence for the leader; nothing was queued then. `gone`: for this leader has no such member. */
export type Answer = { refused: string | null; gone?: boolean };

const nobody: Answer = { refused: "This person is not among your members any more.", gone: true };

/**
 * Queues the leader's own answer to one member (1–400 characters, as people count them; none
 * where `media`, ids of the leader's uploads, go along). The same `onceKey` again is the
 * same text, so a double click or a retry sends once. Whether they may be written to is asked here, and again by the sender.
 */
export async function reply(wish: Writer & { body: string; onceKey: string; media?: string[] }): Promise<Answer> {
  const body = wish.body.trim();
  const { characters } = measure(body);
  const wanted = wish.media ?? [];
  if (characters === 0 && wanted.length === 0) return { refused: "There is nothing to send yet." };
  if (characters > longest)
    return { refused: `That is ${characters} characters; ${longest} is the most a text may have.` };
  return db().transaction(async (tx) => {
    const member = await memberById(tx, wish.leaderId, wish.memberId);
    if (!member) return nobody;
    const refused = whyNotWritten(member, memberName(member));
    if (refused) return { refused };
    const media = await takeAlong(tx, wish.leaderId, wanted, member.id);
    if (!media) return { refused: "Something you attached is not there any more. Please attach it again." };
    await queueReply(tx, wish, member, { body, media }, wish.onceKey);
    return { refused: null };
  });
}

/** Sends a failed or unconfirmed reply once more, as a new text; a second click changes nothing. */
export async function resend(wish: Writer & { messageId: number }): Promise<Answer> {
  return db().transaction(async (tx) => {
    const member = await memberById(tx, wish.leaderId, wish.memberId);
    if (!member) return nobody;
    const refused = whyNotWritten(member, memberName(member));
    if (refused) return { refused };
    const old = await settleByLeader(tx, wish.leaderId, wish.memberId, wish.messageId);
    if (!old) return { refused: "That text has meanwhile gone out after all, so it was not sent again." };
    if (old.kind !== "reply") return { refused: "Automatic texts are not sent again by hand." };
    await queueReply(tx, wish, member, { body: old.body, media: old.media ?? [] }, againKey(wish.messageId));
    return { refused: null };
  });
}

/** Leaves an unconfirmed text as it is: the question is not asked again. */
export async function leave(wish: Writer & { messageId: number }): Promise<void> {
  await db().transaction(async (tx) => {
    await settleByLeader(tx, wish.leaderId, wish.memberId, wish.messageId);
    await announce(tx, wish.leaderId, [wish.memberId]);
  });
}

type Content = { body: string; media: MessageMedia[] };

async function queueReply(tx: Tx, writer: Writer, member: Member, content: Content, onceKey: string): Promise<void> {
  await queueTexts(tx, [
    {
      leaderId: writer.leaderId,
      memberId: member.id,
      number: member.number,
      phone: member.phone,
      kind: "reply",
      ...content,
      authorId: writer.teammateId,
      onceKey,
    },
  ]);
  await markDone(tx, writer.leaderId, member.id);
  await announce(tx, writer.leaderId, [member.id]);
}
