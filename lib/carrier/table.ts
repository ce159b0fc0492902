import { integer, pgTable, smallint, text, timestamp } from "drizzle-orm/pg-core";

/** The account an operator has connected on the screen. One row at most; its secrets are sealed (lib/db/seal.ts). */
export const carrierConnection = pgTable("carrier_connection", {
  one: smallint().primaryKey().default(1),
  /** JSON of the keys, sealed. */
  sealed: text().notNull(),
  changedAt: timestamp("changed_at", { withTimezone: true }).notNull().defaultNow(),
  /** leaders.id and teammates.id of who connected it. */
  leaderId: integer("leader_id"),
  teammateId: integer("teammate_id"),
});
