"use server";

import { z } from "zod";
import { dropPicture, savePicture } from "@/lib/leaders/picture";
import { changeLeader, leaderById } from "@/lib/leaders/queries";
import { leaderSettings } from "@/lib/leaders/settings-fields";
import { Refusal } from "@/lib/refusal";
import { teammateAction } from "@/lib/team/action";

/** Saves words, colours and rules. */
export const saveLeader = teammateAction(leaderSettings, "settings.edit", (settings, { leaderId }) =>
  changeLeader(leaderId, settings),
);

/** Takes a new picture in the place of the old one; returns its file name. */
export const changePicture = teammateAction(z.instanceof(FormData), "settings.edit", async (form, { leaderId }) => {
  const file = form.get("picture");
  if (!(file instanceof File)) throw new Refusal("No picture arrived. Please choose one.");
  const picture = await savePicture(new Uint8Array(await file.arrayBuffer()));
  const before = (await leaderById(leaderId))?.picture;
  await changeLeader(leaderId, { picture });
  if (before) await dropPicture(before);
  return picture;
});
