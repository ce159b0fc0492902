"use server";

import { z } from "zod";
import { db } from "@/lib/db/client";
import { dropPicture, savePicture } from "@/lib/leaders/picture";
import { changeLeader, leaderById } from "@/lib/leaders/queries";
import { leaderSettings } from "@/lib/leaders/settings-fields";
import { LeaderRefused } from "@/lib/leaders/wish";
import { setPace } from "@/lib/numbers/register";
import { Refusal, teammateAction } from "@/lib/team/action";

const managers = ["owner", "admin"] as const;

/** Saves words, colours and rules. */
export const saveLeader = teammateAction(leaderSettings, managers, (settings, { leaderId }) =>
  changeLeader(leaderId, settings),
);

const pace = z.object({
  phone: z.string().max(20),
  partsPerSecond: z.coerce
    .number()
    .int("The pace is a whole number.")
    .min(1, "The pace is one part per second at least.")
    .max(1000, "The pace is 1000 parts per second at most.")
    .nullable(),
});

/** Sets how fast a number sends; null: as fast as the carrier takes it. */
export const savePace = teammateAction(pace, managers, ({ phone, partsPerSecond }, { leaderId }) =>
  setPace(db(), leaderId, phone, partsPerSecond),
);

/** Takes a new picture in the place of the old one; returns its file name. */
export const changePicture = teammateAction(z.instanceof(FormData), managers, async (form, { leaderId }) => {
  const file = form.get("picture");
  if (!(file instanceof File)) throw new Refusal("No picture arrived. Please choose one.");
  const picture = await kept(file);
  const before = (await leaderById(leaderId))?.picture;
  await changeLeader(leaderId, { picture });
  if (before) await dropPicture(before);
  return picture;
});

async function kept(file: File): Promise<string> {
  try {
    return await savePicture(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    if (error instanceof LeaderRefused) throw new Refusal(error.message);
    throw error;
  }
}
