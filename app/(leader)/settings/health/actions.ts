"use server";

import { z } from "zod";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { env } from "@/lib/env";
import { readAlertSettings } from "@/lib/health/alert-queries";
import { oddArrivals } from "@/lib/health/arrivals";
import { saveAlerts } from "@/lib/health/save";
import { alertSecrets, alertSettings } from "@/lib/health/settings";
import { tellTest } from "@/lib/health/tell";
import { Refusal } from "@/lib/refusal";
import { teammateAction } from "@/lib/team/action";
import { isOperator } from "@/lib/team/operator";
import type { SignedIn } from "@/lib/team/session";

/** Keeps whom to alert, and when. */
export const saveAlertSettings = teammateAction(
  alertSettings.extend({ smtpUrl: alertSecrets.shape.smtpUrl.unwrap() }),
  "operator.health",
  async (wish, teammate) => {
    await onlyOperator(teammate);
    return asSystem("operator", () => saveAlerts(wish));
  },
);

/** Sends a test by the ways that are kept. */
export const testAlerts = teammateAction(z.object({}), "operator.health", async (_, teammate) => {
  await onlyOperator(teammate);
  const said = await tellTest({
    ...(await asSystem("operator", () => readAlertSettings(db()))),
    instance: env().PUBLIC_URL,
  });
  if (said.length === 0) throw new Refusal("Set a web hook or an e-mail address first, and save.");
  return said;
});

/** Twenty more of what could not be understood. */
export const moreOddArrivals = teammateAction(
  z.object({ before: z.number().int().positive().nullable() }),
  "operator.health",
  async ({ before }, teammate) => {
    await onlyOperator(teammate);
    return asSystem("operator", () => oddArrivals(db(), before));
  },
);

async function onlyOperator(teammate: SignedIn): Promise<void> {
  if (!(await isOperator(teammate))) throw new Refusal("Only the owner who runs this Tenfour can do that.");
}
