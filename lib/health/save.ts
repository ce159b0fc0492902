import { randomBytes } from "node:crypto";
import { db } from "@/lib/db/client";
import { keepAlertSettings, readAlertSettings } from "./alert-queries";
import type { AlertSettings } from "./settings";

/**
 * Keeps whom to alert. An empty mail server keeps the one that is known. The first time a web hook is set its signing
 * secret is made and returned: shown this once, for the receiver to check signatures with.
 */
export async function saveAlerts(wish: AlertSettings & { smtpUrl: string }): Promise<{ webhookSecret: string | null }> {
  const { smtpUrl, ...settings } = wish;
  const { secrets } = await readAlertSettings(db());
  const fresh = settings.webhookUrl && !secrets.webhookSecret ? randomBytes(24).toString("base64url") : null;
  await keepAlertSettings(db(), settings, {
    webhookSecret: fresh ?? secrets.webhookSecret,
    smtpUrl: smtpUrl || secrets.smtpUrl,
  });
  return { webhookSecret: fresh };
}
