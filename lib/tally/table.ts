import { index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** How often something happened, by the minute: what the carrier answered, what came through the webhook doors. */
export const tallies = pgTable(
  "tallies",
  {
    /** The start of the minute. */
    minute: timestamp({ withTimezone: true }).notNull(),
    /** "send:accepted", "receipt:failed:1170", "door:messages:text", … */
    what: text().notNull(),
    count: integer().notNull().default(0),
    lastAt: timestamp("last_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.minute, t.what] }), index("tallies_what").on(t.what, t.minute)],
);
