import { jsonb, pgTable, smallint, text, timestamp } from "drizzle-orm/pg-core";
import type { AlertSettings } from "./settings";

/** Whom this instance alerts, and when. One row at most; the secrets in it are sealed (lib/db/seal.ts). */
export const alertSettings = pgTable("alert_settings", {
  one: smallint().primaryKey().default(1),
  content: jsonb().$type<AlertSettings>().notNull(),
  /** JSON of the signing secret and the mail server's address, sealed. */
  sealed: text().notNull(),
});

/** What is wrong, from when it was first seen until it is well again. Told once, and once more when it is over. */
export const alerts = pgTable("alerts", {
  /** "credit", "queue", "disk", … */
  what: text().primaryKey(),
  sentence: text().notNull(),
  since: timestamp({ withTimezone: true }).notNull(),
  /** When people were last told; null: not yet. */
  toldAt: timestamp("told_at", { withTimezone: true }),
});
