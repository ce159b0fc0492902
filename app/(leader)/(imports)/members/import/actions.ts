"use server";

import { z } from "zod";
import { integerId } from "@/lib/db/ids";
import { beginCheck, beginImport, beginUndo, cancel, checkWish, goOn } from "@/lib/imports/decide";
import { teammateAction } from "@/lib/team/action";

const ofImport = z.object({ id: integerId });

/** Begins the dry run. */
export const check = teammateAction(
  ofImport.extend(checkWish.shape),
  "members.import",
  ({ id, ...wish }, { leaderId }) => beginCheck(leaderId, id, wish),
);

/** Begins the import that was checked. */
export const begin = teammateAction(ofImport, "members.import", ({ id }, { leaderId }) => beginImport(leaderId, id));

/** Goes on after trouble. */
export const resume = teammateAction(ofImport, "members.import", ({ id }, { leaderId }) => goOn(leaderId, id));

/** Stops at the end of the batch under way. */
export const stop = teammateAction(ofImport, "members.import", ({ id }, { leaderId }) => cancel(leaderId, id));

/** Removes the members that the import created: their number must have been typed, as for any mass deletion. */
export const undo = teammateAction(
  ofImport.extend({ typed: z.int().min(0) }),
  "members.deleteMany",
  ({ id, typed }, { leaderId }) => beginUndo(leaderId, id, typed, new Date()),
);
