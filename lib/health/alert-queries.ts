import { eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { seal, unseal } from "@/lib/db/seal";
import type { Problem } from "./problems";
import { type AlertSecrets, type AlertSettings, alertSecrets, defaultAlerts } from "./settings";
import { alertSettings, alerts } from "./table";

const purpose = "alert secrets";

/** Whom to alert, and when; the defaults where nobody has said. Secrets sealed with another key are empty. */
export async function readAlertSettings(tx: Tx): Promise<{ settings: AlertSettings; secrets: AlertSecrets }> {
  const [row] = await tx.select().from(alertSettings).where(eq(alertSettings.one, 1));
  const opened = row ? unseal(row.sealed, purpose) : null;
  return {
    settings: { ...defaultAlerts, ...row?.content },
    secrets: alertSecrets.parse(opened ? JSON.parse(opened) : {}),
  };
}

/** Keeps the settings in the place of those before. */
export async function keepAlertSettings(tx: Tx, settings: AlertSettings, secrets: AlertSecrets): Promise<void> {
  const row = { content: settings, sealed: seal(JSON.stringify(secrets), purpose) };
  await tx
    .insert(alertSettings)
    .values({ one: 1, ...row })
    .onConflictDoUpdate({ target: alertSettings.one, set: row });
}

export type OpenAlert = typeof alerts.$inferSelect;

/** What is known to be wrong, the longest first. */
export async function openAlerts(tx: Tx): Promise<OpenAlert[]> {
  return tx.select().from(alerts).orderBy(alerts.since);
}

/** Any number of its own: one program at a time compares and tells. */
const alertLock = 10_400_003;

/** True where this transaction is the one that tells now. */
export async function takeAlertLock(tx: Tx): Promise<boolean> {
  const result = await tx.execute<{ taken: boolean }>(sql`SELECT pg_try_advisory_xact_lock(${alertLock}) AS taken`);
  return result.rows[0]?.taken === true;
}

/** Writes down what is wrong now; what was known keeps its beginning. */
export async function keepAlerts(tx: Tx, problems: Problem[], toldNow: string[], now: Date): Promise<void> {
  for (const { what, sentence } of problems) {
    const told = toldNow.includes(what) ? { toldAt: now } : {};
    await tx
      .insert(alerts)
      .values({ what, sentence, since: now, ...told })
      .onConflictDoUpdate({ target: alerts.what, set: { sentence, ...told } });
  }
}

/** These are well again. */
export async function dropAlerts(tx: Tx, whats: string[]): Promise<void> {
  if (whats.length > 0) await tx.delete(alerts).where(inArray(alerts.what, whats));
}
