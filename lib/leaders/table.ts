import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

export const leaders = pgTable("leaders", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  handle: text().notNull().unique(),
  name: text().notNull(),
  /** IANA zone, e.g. America/Chicago. */
  timeZone: text("time_zone").notNull(),
  /** The words of the first answer; {{link}} becomes the sign-up link. */
  firstAnswer: text("first_answer").notNull(),
  /** A sentence on the sign-up page. */
  greeting: text().notNull().default(""),
  /** Whom HELP names: an address or a page. */
  contact: text().notNull().default(""),
  accent: text().notNull().default("#2b50c8"),
  minAge: integer("min_age").notNull().default(13),
  /** Square JPEG as a file's name under DATA_DIR/media, or null. */
  picture: text(),
  termsUrl: text("terms_url"),
  privacyUrl: text("privacy_url"),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});

export type Leader = typeof leaders.$inferSelect;
