"use server";

import { z } from "zod";
import { cut, cutOf, sliceOf, treeOf } from "@/lib/broadcasts/choice";
import {
  type Controlled,
  cancelBroadcast,
  pauseBroadcast,
  resumeBroadcast,
  unscheduleBroadcast,
} from "@/lib/broadcasts/control";
import { copyAsDraft, createDraft, deleteDraft, draftContent, saveDraft } from "@/lib/broadcasts/draft";
import { broadcastById } from "@/lib/broadcasts/queries";
import { reviewDraft } from "@/lib/broadcasts/review";
import { sendDraft } from "@/lib/broadcasts/schedule";
import { sendTest } from "@/lib/broadcasts/test-send";
import { db } from "@/lib/db/client";
import { integerCount, integerId } from "@/lib/db/ids";
import { asSystem } from "@/lib/db/scope";
import { Refusal } from "@/lib/refusal";
import { addSegment } from "@/lib/segments/queries";
import { teammateAction } from "@/lib/team/action";

const id = integerId;
const ofBroadcast = z.object({ id });
const gone = "This broadcast is not there. It may have been deleted.";
const noNumber = "You have no number to text from yet. Add one first.";

/** Begins a draft, empty or for a part of an earlier broadcast; answers its id. */
export const begin = teammateAction(
  z.object({ of: z.object({ broadcastId: id, cut }).optional() }),
  "broadcasts.edit",
  async ({ of }, { leaderId, teammateId }) => {
    if (of && !(await broadcastById(db(), leaderId, of.broadcastId))) throw new Refusal(gone, { gone: true });
    const audience = of && treeOf({ include: [cutOf(of.broadcastId, of.cut)], exclude: [] });
    const made = await createDraft(db(), { leaderId, teammateId }, { audience });
    if (made === null) throw new Refusal(noNumber);
    return made;
  },
);

/** Saves a draft over the revision that was seen. */
export const save = teammateAction(
  z.object({ id, revision: integerCount, content: draftContent }),
  "broadcasts.edit",
  (input, { leaderId, teammateId }) => db().transaction((tx) => saveDraft(tx, { leaderId, teammateId }, input)),
);

/** Whom a draft would reach as it stands on the screen, in which words, for how much. */
export const review = teammateAction(
  z.object({ id, content: draftContent }),
  "broadcasts.review",
  async ({ id, content }, { leaderId }) => {
    const broadcast = await broadcastById(db(), leaderId, id);
    if (!broadcast) throw new Refusal(gone, { gone: true });
    const draft = { ...content, number: broadcast.number };
    return asSystem("hot read", () => reviewDraft(db(), leaderId, id, draft, new Date()));
  },
);

/** Sends or schedules a draft, once. */
export const send = teammateAction(
  z.object({ id, revision: integerCount }),
  "broadcasts.send",
  async (input, { leaderId }) => {
    return heed(await sendDraft({ leaderId, ...input }));
  },
);

/** Texts the draft to the team. */
export const test = teammateAction(
  z.object({
    id,
    onceKey: z.uuid(),
    reader: z
      .object({
        firstName: z.string().max(200).nullable(),
        lastName: z.string().max(200).nullable(),
        city: z.string().max(200).nullable(),
        state: z.string().max(200).nullable(),
        custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      })
      .nullable(),
  }),
  "broadcasts.send",
  async (input, { leaderId }) => {
    const sent = await db().transaction((tx) => sendTest(tx, { leaderId, ...input }));
    if (!sent) throw new Refusal(gone, { gone: true });
    if ("refused" in sent) throw new Refusal(sent.refused);
    return sent.texted;
  },
);

/** Throws a draft away; answers it, for undo. */
export const discard = teammateAction(ofBroadcast, "broadcasts.edit", async ({ id }, { leaderId }) => {
  const content = await deleteDraft(db(), leaderId, id);
  if (!content) throw new Refusal("This draft is not there any more. It may have been sent.", { gone: true });
  return content;
});

/** Takes back the throwing away; answers the new id. */
export const restore = teammateAction(draftContent, "broadcasts.edit", async (content, { leaderId, teammateId }) => {
  const made = await createDraft(db(), { leaderId, teammateId }, content);
  if (made === null) throw new Refusal(noNumber);
  return made;
});

/** Copies a broadcast as a new draft: for the same people, or for those whom it certainly did not reach. */
export const copy = teammateAction(
  z.object({ id, forFailed: z.boolean().default(false) }),
  "broadcasts.edit",
  async ({ id, forFailed }, { leaderId, teammateId }) => {
    // Who is unconfirmed may have got it: only those the carrier says it failed for are texted again.
    const audience = forFailed ? treeOf({ include: [sliceOf(id, "failed")], exclude: [] }) : undefined;
    const made = await copyAsDraft(db(), { leaderId, teammateId }, { id, audience });
    if (made === null) throw new Refusal(gone, { gone: true });
    return made;
  },
);

/** Saves a part of a broadcast as a segment; answers its id. */
export const saveSegment = teammateAction(
  z.object({
    broadcastId: id,
    cut,
    name: z.string().trim().min(1, "Give it a name.").max(80, "The name is longer than 80 characters."),
  }),
  "broadcasts.edit",
  async ({ broadcastId, cut, name }, { leaderId }) => {
    if (!(await broadcastById(db(), leaderId, broadcastId))) throw new Refusal(gone, { gone: true });
    return addSegment(db(), leaderId, name, cutOf(broadcastId, cut));
  },
);

/** Holds a broadcast that is on its way. */
export const pause = teammateAction(ofBroadcast, "broadcasts.send", async ({ id }, { leaderId }) =>
  heed(await pauseBroadcast({ leaderId, id })),
);
/** Lets it go on. */
export const resume = teammateAction(ofBroadcast, "broadcasts.send", async ({ id }, { leaderId }) =>
  heed(await resumeBroadcast({ leaderId, id })),
);
/** Ends it for good. */
export const cancel = teammateAction(ofBroadcast, "broadcasts.send", async ({ id }, { leaderId }) =>
  heed(await cancelBroadcast({ leaderId, id })),
);
/** Makes a scheduled one a draft again. */
export const unschedule = teammateAction(ofBroadcast, "broadcasts.send", async ({ id }, { leaderId }) =>
  heed(await unscheduleBroadcast({ leaderId, id })),
);

function heed({ refused, already, state }: Controlled): Pick<Controlled, "already" | "state"> {
  if (refused) throw new Refusal(refused, { gone: state === null });
  return { already, state };
}
