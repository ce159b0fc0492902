import { pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Fingerprints of secrets that a database depends on for good, so that a start with another one is noticed. */
export const pinnedSecrets = pgTable("pinned_secrets", {
  purpose: text().primaryKey(),
  /** HMAC-SHA-256 of a fixed text with the key that the secret gives; it says nothing about the secret. */
  fingerprint: text().notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});
