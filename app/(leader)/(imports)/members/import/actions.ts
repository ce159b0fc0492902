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

/** Takes out again whom the import created. */
export const undo = teammateAction(ofImport, "members.import", ({ id }, { leaderId }) =>
  beginUndo(leaderId, id, new Date()),
);
