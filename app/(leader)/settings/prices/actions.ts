"use server";

import { prices } from "@/lib/broadcasts/cost";
import { changeLeader } from "@/lib/leaders/queries";
import { teammateAction } from "@/lib/team/action";

/** Saves what a part and an MMS cost. */
export const savePrices = teammateAction(prices, "settings.edit", ({ part, mms }, { leaderId }) =>
  changeLeader(leaderId, { partPrice: part, mmsPrice: mms }),
);
