"use server";

import { frequency } from "@/lib/broadcasts/frequency";
import { changeLeader } from "@/lib/leaders/queries";
import { teammateAction } from "@/lib/team/action";

/** Saves how many broadcasts a member may get in a day and in a week. */
export const saveFrequency = teammateAction(frequency, "settings.edit", ({ perDay, perWeek }, { leaderId }) =>
  changeLeader(leaderId, { broadcastsPerDay: perDay, broadcastsPerWeek: perWeek }),
);
