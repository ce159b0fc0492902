"use server";

import { z } from "zod";
import { db, type Tx } from "@/lib/db/client";
import { segmentContext } from "@/lib/segments/load";
import { SegmentGone, SegmentProblem } from "@/lib/segments/problem";
import { changeSegment, setDeleted } from "@/lib/segments/queries";
import { duplicateSegment, saveSegment, segmentName } from "@/lib/segments/save";
import { segmentTree } from "@/lib/segments/tree";
import { Gone, Refusal, teammateAction } from "@/lib/team/action";
import type { SignedIn } from "@/lib/team/session";
import { segmentId } from "./ids";

const writers = ["owner", "admin", "writer"] as const;
const gone = "This segment is not there any more.";

const contextOf = (tx: Tx, { leaderId, timeZone }: SignedIn) =>
  segmentContext(tx, { id: leaderId, timeZone }, new Date());

/** A problem of a segment is a sentence for the person. */
async function orRefuse<Data>(what: () => Promise<Data | null>): Promise<Data> {
  try {
    const done = await what();
    if (done === null) throw new Gone(gone);
    return done;
  } catch (error) {
    if (error instanceof SegmentGone) throw new Gone(error.message);
    throw error instanceof SegmentProblem ? new Refusal(error.message) : error;
  }
}

/** Saves a new segment, or what was changed of one; answers its id. */
export const save = teammateAction(
  z.object({ id: segmentId.nullable(), name: segmentName, tree: segmentTree }),
  writers,
  (input, teammate) =>
    orRefuse(() => db().transaction(async (tx) => saveSegment(tx, input, await contextOf(tx, teammate)))),
);

/** Calls a segment something else. */
export const rename = teammateAction(
  z.object({ id: segmentId, name: segmentName }),
  writers,
  async (input, teammate) => {
    if (!(await changeSegment(db(), teammate.leaderId, input.id, { name: input.name }))) throw new Gone(gone);
    return null;
  },
);

/** Makes a copy; answers its id. */
export const duplicate = teammateAction(z.object({ id: segmentId }), writers, (input, teammate) =>
  orRefuse(() => db().transaction(async (tx) => duplicateSegment(tx, input.id, await contextOf(tx, teammate)))),
);

/** Deletes a segment; `restore` brings it back as it was. */
export const remove = teammateAction(z.object({ id: segmentId }), writers, async (input, teammate) => {
  if (!(await setDeleted(db(), teammate.leaderId, input.id, true))) throw new Gone(gone);
  return null;
});

export const restore = teammateAction(z.object({ id: segmentId }), writers, async (input, teammate) => {
  if (!(await setDeleted(db(), teammate.leaderId, input.id, false))) throw new Gone(gone);
  return null;
});
