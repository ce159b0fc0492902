"use server";

import { z } from "zod";
import { deleteSegment } from "@/lib/broadcasts/segment-uses";
import { db, type Tx } from "@/lib/db/client";
import { Refusal } from "@/lib/refusal";
import { segmentContext } from "@/lib/segments/load";
import { changeSegment, setDeleted } from "@/lib/segments/queries";
import { duplicateSegment, saveSegment, segmentName } from "@/lib/segments/save";
import { segmentTree } from "@/lib/segments/tree";
import { teammateAction } from "@/lib/team/action";
import type { SignedIn } from "@/lib/team/session";
import { segmentId } from "./ids";

const gone = "This segment is not there any more.";

const contextOf = (tx: Tx, { leaderId, timeZone }: SignedIn) =>
  segmentContext(tx, { id: leaderId, timeZone }, new Date());

/** Null: there is no such segment. */
async function orGone<Data>(done: Promise<Data | null>): Promise<Data> {
  const data = await done;
  if (data === null) throw new Refusal(gone, { gone: true });
  return data;
}

/** Saves a new segment, or what was changed of one; answers its id. */
export const save = teammateAction(
  z.object({ id: segmentId.nullable(), name: segmentName, tree: segmentTree }),
  "segments.edit",
  (input, teammate) => orGone(db().transaction(async (tx) => saveSegment(tx, input, await contextOf(tx, teammate)))),
);

/** Calls a segment something else. */
export const rename = teammateAction(
  z.object({ id: segmentId, name: segmentName }),
  "segments.edit",
  async (input, teammate) => {
    if (!(await changeSegment(db(), teammate.leaderId, input.id, { name: input.name })))
      throw new Refusal(gone, { gone: true });
    return null;
  },
);

/** Makes a copy; answers its id. */
export const duplicate = teammateAction(z.object({ id: segmentId }), "segments.edit", (input, teammate) =>
  orGone(db().transaction(async (tx) => duplicateSegment(tx, input.id, await contextOf(tx, teammate)))),
);

/** Deletes a segment. One that is in use is deleted only once `confirmed`; until then its uses are returned. */
export const remove = teammateAction(
  z.object({ id: segmentId, confirmed: z.boolean().default(false) }),
  "segments.edit",
  (input, { leaderId }) => orGone(deleteSegment(db(), { leaderId, ...input })),
);

export const restore = teammateAction(z.object({ id: segmentId }), "segments.edit", async (input, teammate) => {
  if (!(await setDeleted(db(), teammate.leaderId, input.id, false))) throw new Refusal(gone, { gone: true });
  return null;
});
