"use server";

import { changeLeader } from "@/lib/leaders/queries";
import { leaderSettings } from "@/lib/leaders/settings-fields";
import { teammateAction } from "@/lib/team/action";

/** Saves words, colours and rules. */
export const saveLeader = teammateAction(leaderSettings, "settings.edit", (settings, { leaderId }) =>
  changeLeader(leaderId, settings),
);
