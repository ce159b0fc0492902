"use server";

import { z } from "zod";
import { db } from "@/lib/db/client";
import { bigintId, integerId } from "@/lib/db/ids";
import { type AnswerProblem, readAnswers } from "@/lib/fields/answers";
import { fieldsOf } from "@/lib/fields/queries";
import { announce } from "@/lib/live/announce";
import { changeMember, memberEdit } from "@/lib/members/edit";
import { marks } from "@/lib/members/marks";
import { addNote, removeNote } from "@/lib/notes/queries";
import { deleteMember, undoDelete } from "@/lib/privacy/delete";
import { mark } from "@/lib/profile/marks";
import { Refusal } from "@/lib/refusal";
import { tagName } from "@/lib/tags/name";
import { tagById, tagMembers, tagNamed, untagMembers } from "@/lib/tags/queries";
import { teammateAction } from "@/lib/team/action";
import { countSingleDelete } from "@/lib/team/single-deletes";
import { gone, there } from "./there";

const memberId = bigintId;
const tagId = integerId;

const answerProblems: Record<AnswerProblem, string> = {
  missing: "This is missing.",
  too_long: "An answer may have 200 characters at most.",
  no_number: "Write a number like 1,250 or 3.5.",
  no_date: "Write a date like 5/17/1990.",
  no_choice: "Choose one of the answers.",
};

/** Saves what the team corrected; answers what is wrong, field by field, where something is. */
export const edit = teammateAction(
  z.object({ memberId, typed: z.record(z.string().max(40), z.string().max(500)) }),
  "members.edit",
  async (input, { leaderId }) => {
    const parsed = memberEdit(new Date()).safeParse(input.typed);
    // The team may leave open what the sign-up page insists on.
    const asked = (await fieldsOf(db(), leaderId)).map((field) => ({ ...field, required: false }));
    const { answers, wrong } = readAnswers(asked, input.typed);
    const problems = [
      ...(parsed.error?.issues ?? []).map((issue) => [String(issue.path[0]), issue.message]),
      ...Object.entries(wrong).map(([name, problem]) => [name, answerProblems[problem]]),
    ];
    if (!parsed.success || problems.length > 0)
      return { wrong: Object.fromEntries(problems) as Record<string, string> };
    if (!(await changeMember(db(), leaderId, input.memberId, parsed.data, answers)))
      throw new Refusal(gone, { gone: true });
    await announce(db(), leaderId, [input.memberId]);
    return { wrong: null };
  },
);

/** Stars, mutes or blocks, or takes it back. */
export const setMark = teammateAction(
  z.object({ memberId, mark: z.enum(marks), on: z.boolean() }),
  "members.edit",
  async (input, { leaderId }) => {
    if (!(await mark(leaderId, input.memberId, input.mark, input.on, new Date())))
      throw new Refusal(gone, { gone: true });
    return null;
  },
);

/** Puts a tag of this name on one member; it is made where there is none. */
export const tag = teammateAction(
  z.object({ memberId, name: tagName }),
  "members.edit",
  async (input, { leaderId }) => {
    await there(leaderId, input.memberId);
    const found = await tagNamed(db(), leaderId, input.name);
    await tagMembers(db(), leaderId, found.id, [input.memberId]);
    await announce(db(), leaderId, [input.memberId]);
    return found;
  },
);

/** Takes a tag off one member. */
export const untag = teammateAction(z.object({ memberId, tagId }), "members.edit", async (input, { leaderId }) => {
  await there(leaderId, input.memberId);
  if (!(await tagById(db(), leaderId, input.tagId)))
    throw new Refusal("That tag is not there any more.", { gone: true });
  await untagMembers(db(), leaderId, input.tagId, [input.memberId]);
  await announce(db(), leaderId, [input.memberId]);
  return null;
});

/** Notes something about a member, for the team only. */
export const note = teammateAction(
  z.object({
    memberId,
    body: z
      .string()
      .transform((text) => text.toWellFormed().replaceAll("\0", "").trim())
      .pipe(z.string().min(1, "There is nothing to note yet.").max(2000, "A note may have 2,000 characters at most.")),
  }),
  "members.edit",
  async (input, { leaderId, teammateId }) => {
    await there(leaderId, input.memberId);
    await addNote(db(), { leaderId, memberId: input.memberId, authorId: teammateId, body: input.body });
    return null;
  },
);

/** Takes a note away; answers its words, for undo. */
export const unnote = teammateAction(z.object({ noteId: memberId }), "members.edit", async (input, { leaderId }) => {
  const removed = await removeNote(db(), leaderId, input.noteId);
  if (!removed) throw new Refusal("That note is not there any more.", { gone: true });
  return { memberId: removed.memberId, body: removed.body };
});

/** Deletes a member; ten minutes are left to undo it. */
export const remove = teammateAction(z.object({ memberId }), "members.delete", async (input, teammate) => {
  await countSingleDelete(teammate);
  if (!(await deleteMember(teammate.leaderId, input.memberId, new Date()))) throw new Refusal(gone, { gone: true });
  return null;
});

/** Brings a deleted member back. */
export const bringBack = teammateAction(z.object({ memberId }), "members.delete", async (input, { leaderId }) => {
  const undone = await undoDelete(leaderId, input.memberId);
  if (undone === "too late")
    throw new Refusal("The ten minutes are over: nothing of them is stored any more.", { gone: true });
  if (undone === "texted again")
    throw new Refusal("They have texted again since, and stand among your members as somebody new.");
  return null;
});
