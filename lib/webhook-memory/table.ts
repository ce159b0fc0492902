import { index, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * Keyed hashes of webhooks whose rows were pruned from `arrivals`, so that a copy of an old one is still recognized
 * (lib/inbound), and of signatures that work once. Nothing in it names anyone.
 */
export const seenWebhooks = pgTable(
  "seen_webhooks",
  {
    /** seen.ts */
    hash: text().primaryKey(),
    seenAt: timestamp("seen_at", { withTimezone: true }).notNull(),
  },
  (t) => [index("seen_webhooks_seen_at").on(t.seenAt)],
);
