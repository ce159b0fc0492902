"use server";

import { z } from "zod";
import { crowd } from "@/lib/bulk/crowd";
import { kindOfBulk, resumeBulk, startBulk, startDeletingMany, undoBulk } from "@/lib/bulk/start";
import { db } from "@/lib/db/client";
import { integerId } from "@/lib/db/ids";
import { Refusal } from "@/lib/refusal";
import { listOf } from "@/lib/segments/list-of";
import { tagName } from "@/lib/tags/name";
import { tagNamed, tagsOf } from "@/lib/tags/queries";
import { teammateAction } from "@/lib/team/action";
import { can, notAllowed } from "@/lib/team/permissions";
import type { SignedIn } from "@/lib/team/session";

const actionId = z.object({ id: integerId });

/** Begins to put a tag on many, or to take it off. A new tag is made; one that is taken off must be there. */
export const tagMany = teammateAction(
  z.object({ crowd, kind: z.enum(["tag", "untag"]), name: tagName }),
  "members.tagMany",
  async ({ crowd, kind, name }, { leaderId, teammateId }) => {
    const known = (await tagsOf(db(), leaderId)).find((tag) => tag.name.toLowerCase() === name.toLowerCase());
    if (!known && kind === "untag") throw new Refusal(`Nobody carries a tag called “${name}”.`, { gone: true });
    const tag = known ?? (await tagNamed(db(), leaderId, name));
    return begun(await startBulk({ leaderId, teammateId, kind, tagId: tag.id, crowd }));
  },
);

/**
 * Adds many to a list: a segment of those who carry the tag of its name, so that it can be written to, counted and undone
 * like any other. A list that is not there yet is made.
 */
export const listMany = teammateAction(
  z.object({ crowd, name: tagName }),
  "members.tagMany",
  async ({ crowd, name }, { leaderId, teammateId }) => {
    const tag = await tagNamed(db(), leaderId, name);
    const started = begun(await startBulk({ leaderId, teammateId, kind: "tag", tagId: tag.id, crowd }));
    await listOf(db(), leaderId, tag);
    return started;
  },
);

/** Starts deleting many members: their number must have been typed. It can be undone for 24 hours. */
export const deleteMany = teammateAction(
  z.object({ crowd, typed: z.int().min(0) }),
  "members.deleteMany",
  async (input, { leaderId, teammateId, timeZone }) =>
    begun(await startDeletingMany({ leaderId, teammateId, timeZone, ...input }, new Date())),
);

function begun(id: number | null): { id: number } {
  if (id === null) throw new Refusal("These members no longer exist.", { gone: true });
  return { id };
}

/** Undoes a bulk action, for 24 hours. */
export const undoMany = teammateAction(actionId, "members.tagMany", async ({ id }, teammate) => {
  await mayChange(teammate, id);
  if (!(await undoBulk(teammate.leaderId, id, new Date())))
    throw new Refusal("It can’t be undone any more: 24 hours have passed.");
  return null;
});

/** Continues a bulk action that stopped. */
export const resumeMany = teammateAction(actionId, "members.tagMany", async ({ id }, teammate) => {
  await mayChange(teammate, id);
  if (!(await resumeBulk(teammate.leaderId, id))) throw new Refusal("There’s nothing to continue.");
  return null;
});

/** Throws a Refusal where the action is not this leader's, and where it deletes and the role may not delete many. */
async function mayChange({ leaderId, role }: SignedIn, id: number): Promise<void> {
  const kind = await kindOfBulk(db(), leaderId, id);
  if (kind === null) throw new Refusal("That action no longer exists.", { gone: true });
  if (kind === "delete" && !can(role, "members.deleteMany")) throw new Refusal(notAllowed(role));
}
