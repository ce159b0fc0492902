"use server";

import { z } from "zod";
import { carrier } from "@/lib/carrier/current";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { withholdQueued } from "@/lib/messages/withhold";
import { campaign } from "@/lib/numbers/campaign";
import { changeNumber } from "@/lib/numbers/register";
import { lossOf, release } from "@/lib/numbers/release";
import { digitsOf } from "@/lib/numbers/spell";
import { bringIn, buyFor, carrierSays, idleNumbers } from "@/lib/numbers/take";
import { Refusal } from "@/lib/refusal";
import { teammateAction } from "@/lib/team/action";

const phone = z.string().regex(/^(\+\d{7,15}|\d{3,6})$/, "That is no number.");
const rate = (least: number, most: number, what: string) =>
  z.coerce
    .number()
    .int(`${what} is a whole number.`)
    .min(least, `${what} is ${least} at least.`)
    .max(most, `${what} is ${most.toLocaleString("en-US")} at most.`)
    .nullable();

/** US numbers for sale: by area code (three digits), or by digits or a word anywhere in it. */
export const searchNumbers = teammateAction(
  z.object({
    wish: z.string().trim().max(10, "A number has ten digits."),
    kind: z.enum(["local", "toll_free"]),
    features: z.array(z.enum(["SMS", "MMS", "VOICE"])).max(3),
    page: z.number().int().min(1).max(1000),
  }),
  "numbers.buy",
  ({ wish, kind, features, page }) => {
    const digits = digitsOf(wish);
    const byArea = /^\d{3}$/.test(wish) && kind === "local";
    const search = byArea ? { areaCode: digits } : digits ? { contains: digits } : {};
    return carrierSays(carrier().availableNumbers({ ...search, kind, features, page }));
  },
);

/** Buys a number at the price that was shown, for the leader who is signed in. */
export const buyNumber = teammateAction(
  z.object({ phone, seenCents: z.number().int().nullable() }),
  "numbers.buy",
  (wish, { leaderId }) => asSystem("among all leaders", () => buyFor(db(), carrier(), { ...wish, leaderId })),
);

/** The account's numbers that no leader here uses. For the operator. */
export const listIdle = teammateAction(z.object({}), "operator.numbers", (_, teammate) =>
  asSystem("among all leaders", () => idleNumbers(db(), carrier(), teammate)),
);

/** Adds a number of the account to the operator's own. */
export const bringNumber = teammateAction(z.object({ phone }), "operator.numbers", ({ phone }, { leaderId, role }) =>
  asSystem("among all leaders", () => bringIn(db(), carrier(), { leaderId, role, phone })),
);

/** Sets rates, who answers STOP, and where the registration stands. */
export const saveNumber = teammateAction(
  z.object({
    phone,
    partsPerSecond: rate(1, 1000, "The rate a second"),
    partsPerDay: rate(1, 100_000_000, "The rate a day"),
    carrierAnswersStop: z.boolean(),
    campaign,
  }),
  "numbers.edit",
  async ({ phone, ...change }, { leaderId }) => {
    if (!(await changeNumber(db(), leaderId, phone, change)))
      throw new Refusal("This is none of your numbers.", { gone: true });
  },
);

/** What would be lost with a number. */
export const askLoss = teammateAction(z.object({ phone }), "numbers.release", ({ phone }, { leaderId }) =>
  lossOf(db(), leaderId, phone),
);

/** Gives a number back to the carrier. */
export const releaseNumber = teammateAction(
  z.object({ phone, typed: z.string().max(10) }),
  "numbers.release",
  (wish, { leaderId }) => release(db(), carrier(), { ...wish, leaderId }, withholdQueued),
);
