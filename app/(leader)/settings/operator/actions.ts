"use server";

import { z } from "zod";
import { carrierDay } from "@/lib/numbers/day";
import { setLimits } from "@/lib/operator/limits";
import { requireOperator } from "@/lib/operator/operator-leader";
import { restoreLeader, suspendLeader } from "@/lib/operator/suspension";
import { leadersUsage, usageOf } from "@/lib/operator/usage";
import { Refusal } from "@/lib/refusal";
import { teammateAction } from "@/lib/team/action";

const leaderId = z.number().int().positive();
const limit = (most: number) =>
  z
    .number("Enter a whole number.")
    .int("Enter a whole number.")
    .min(0, "Enter 0 or more.")
    .max(most, `Enter ${most.toLocaleString("en-US")} or less.`)
    .nullable();

/** Accounts with an id above `after` whose name or handle contains `search`. */
export const listLeaders = teammateAction(
  z.object({ search: z.string().trim().max(100), after: z.number().int().min(0) }),
  "operator.leaders",
  async (input, teammate) => {
    await requireOperator(teammate);
    return leadersUsage({ ...input, day: carrierDay(new Date()) });
  },
);

/** Sets an account's limits; null goes back to the default. Returns its new row. */
export const saveLimits = teammateAction(
  z.object({
    leaderId,
    maxNumbers: limit(10_000),
    partsPerDay: limit(1_000_000_000),
    storageMb: limit(100_000_000),
  }),
  "operator.leaders",
  async ({ leaderId, ...limits }, teammate) => {
    await requireOperator(teammate);
    if (!(await setLimits(leaderId, limits))) throw new Refusal("There’s no such account.", { gone: true });
    return usageOf(leaderId, carrierDay(new Date()));
  },
);

/** Suspends an account. Returns its new row. */
export const suspend = teammateAction(
  z.object({ leaderId, reason: z.string().trim().max(500) }),
  "operator.leaders",
  async ({ leaderId, reason }, teammate) => {
    await requireOperator(teammate);
    await suspendLeader(leaderId, reason);
    return usageOf(leaderId, carrierDay(new Date()));
  },
);

/** Ends a suspension. Returns the account's new row. */
export const restore = teammateAction(z.object({ leaderId }), "operator.leaders", async ({ leaderId }, teammate) => {
  await requireOperator(teammate);
  await restoreLeader(leaderId);
  return usageOf(leaderId, carrierDay(new Date()));
});
