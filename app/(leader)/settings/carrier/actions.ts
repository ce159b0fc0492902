"use server";

import { z } from "zod";
import { connectAccount, disconnectAccount, KeysRefused, type ShownLine, shownLine } from "@/lib/carrier/connect";
import { carrier } from "@/lib/carrier/current";
import { keysForm } from "@/lib/carrier/keys-form";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { env } from "@/lib/env";
import { webhookFinding } from "@/lib/health/webhooks";
import { linkLoose } from "@/lib/numbers/link";
import { allPhones } from "@/lib/numbers/register";
import { Refusal } from "@/lib/refusal";
import { teammateAction } from "@/lib/team/action";
import { isOperator } from "@/lib/team/operator";
import type { SignedIn } from "@/lib/team/session";

const nothing = z.object({});

/** Keeps the keys and switches to them. Says which field is wrong, where one is. */
export const connect = teammateAction(keysForm, "operator.carrierKeys", async (form, teammate) => {
  await onlyOperator(teammate);
  try {
    await asSystem("operator", () => connectAccount(form, teammate));
  } catch (error) {
    if (error instanceof KeysRefused) return { field: error.field, sentence: error.message };
    throw error;
  }
  return { shown: shownLine() };
});

/** Forgets the stored keys. */
export const disconnect = teammateAction(nothing, "operator.carrierKeys", async (_, teammate): Promise<ShownLine> => {
  await onlyOperator(teammate);
  await asSystem("operator", disconnectAccount);
  return shownLine();
});

/** Asks the account itself whether all is right. */
export const checkCarrier = teammateAction(nothing, "operator.carrier", async (_, teammate) => {
  await onlyOperator(teammate);
  const numbers = await asSystem("operator", () => allPhones(db()));
  const [account, webhooks] = await Promise.all([
    carrier().check({ publicUrl: env().PUBLIC_URL, numbers }),
    asSystem("operator", () => webhookFinding()),
  ]);
  return [...account, webhooks];
});

/** Has the account bring texts and calls here, or links the leaders' numbers to the application. */
export const fixCarrier = teammateAction(
  z.object({ what: z.enum(["webhooks", "numbers"]) }),
  "operator.carrier",
  async ({ what }, teammate) => {
    await onlyOperator(teammate);
    try {
      if (what === "webhooks") await carrier().pointWebhooks(env().PUBLIC_URL);
      else await linkLoose(carrier(), await asSystem("operator", () => allPhones(db())));
    } catch (error) {
      throw new Refusal((error as Error).message);
    }
  },
);

async function onlyOperator(teammate: SignedIn): Promise<void> {
  if (!(await isOperator(teammate)))
    throw new Refusal("The carrier belongs to this whole Tenfour. Only the owner who runs it can change it.");
}
