"use server";

import { callWish, saveSettings } from "@/lib/calls/settings";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/refusal";
import { teammateAction } from "@/lib/team/action";

/** Saves what callers hear. */
export const saveCalls = teammateAction(callWish, "settings.edit", async (wish, { leaderId }) => {
  const refused = await db().transaction((tx) => saveSettings(tx, leaderId, wish));
  if (refused) throw new Refusal(refused);
  return null;
});
