"use server";

import { z } from "zod";
import { there } from "@/app/(leader)/members/there";
import { db } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { mostFiles, tooManyFiles } from "@/lib/messages/parts";
import { Refusal } from "@/lib/refusal";
import { teammateAction } from "@/lib/team/action";
import { keepFlagged, optOutByLeader } from "@/lib/threads/decide";
import { markDone, markRead, undoDone } from "@/lib/threads/queries";
import { type Answer, leave, reply, resend } from "@/lib/threads/reply";

const memberId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const ofMember = z.object({ memberId });
const ofMessage = z.object({ memberId, messageId: memberId });

/** Queues the leader's answer. */
export const send = teammateAction(
  // 400 characters as people count them may be many more code units; the domain counts, this only keeps out floods.
  z.object({
    memberId,
    body: z.string().max(8000, "That is far longer than 400 characters."),
    onceKey: z.uuid(),
    media: z.array(z.uuid()).max(mostFiles, tooManyFiles).default([]),
  }),
  "inbox.reply",
  async (input, teammate) => heed(await reply({ ...input, ...teammate })),
);

/** Sends a failed or unconfirmed reply once more. */
export const sendAgain = teammateAction(ofMessage, "inbox.reply", async (input, teammate) =>
  heed(await resend({ ...input, ...teammate })),
);

/** Leaves an unconfirmed text as it is. */
export const leaveIt = teammateAction(ofMessage, "inbox.reply", async (input, teammate) => {
  await there(teammate.leaderId, input.memberId);
  await leave({ ...input, ...teammate });
  return null;
});

/** Marks a thread read. */
export const read = teammateAction(ofMember, "inbox.organize", async (input, { leaderId }) => {
  if (await markRead(db(), leaderId, input.memberId)) await announce(db(), leaderId, [input.memberId]);
  else await there(leaderId, input.memberId);
  return null;
});

/** Marks a thread done; answers how it was, for undo. */
export const done = teammateAction(ofMember, "inbox.organize", async (input, { leaderId }) => {
  const before = await markDone(db(), leaderId, input.memberId);
  if (!before) throw new Refusal("That conversation is not there any more.", { gone: true });
  await announce(db(), leaderId, [input.memberId]);
  return before;
});

/** Puts a thread back to how it was. */
export const undoneDone = teammateAction(
  z.object({ memberId, before: z.object({ unread: z.number().int().min(0).max(100_000), unanswered: z.boolean() }) }),
  "inbox.organize",
  async (input, { leaderId }) => {
    await there(leaderId, input.memberId);
    await undoDone(db(), leaderId, input.memberId, input.before);
    await announce(db(), leaderId, [input.memberId]);
    return null;
  },
);

/** Opts a member out, as they asked in their own words. */
export const optOut = teammateAction(ofMember, "members.consent", async (input, { leaderId, name }) => {
  await there(leaderId, input.memberId);
  await optOutByLeader({ leaderId, memberId: input.memberId, teammateName: name });
  return null;
});

/** It was no wish to stop. */
export const keep = teammateAction(ofMember, "members.consent", async (input, { leaderId, name }) => {
  await there(leaderId, input.memberId);
  await keepFlagged({ leaderId, memberId: input.memberId, teammateName: name });
  return null;
});

async function heed(answer: Answer): Promise<null> {
  if (answer.refused) throw new Refusal(answer.refused, { gone: answer.gone });
  return null;
}
