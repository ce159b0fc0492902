import { boolean, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

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
  /** The same in Spanish; empty: the English one is shown. */
  greetingEs: text("greeting_es").notNull().default(""),
  /** Languages of the fan's pages: both by what the phone asks for, or one for all. */
  languages: text({ enum: ["both", "en", "es"] })
    .notNull()
    .default("both"),
  /** What stands ready in the fan's text when they tap "Text me". */
  textWords: text("text_words").notNull().default("Hi!"),
  /** CARD or CONTACT is answered with the contact card. */
  cardOnRequest: boolean("card_on_request").notNull().default(true),
  /** The welcome after a sign-up brings the contact card too. */
  cardAfterSignUp: boolean("card_after_sign_up").notNull().default(false),
  /** As a link in the text, or as a file of its own (MMS). */
  cardAs: text("card_as", { enum: ["link", "mms"] })
    .notNull()
    .default("link"),
  /** Whom HELP names: an address or a page. */
  contact: text().notNull().default(""),
  accent: text().notNull().default("#2b50c8"),
  minAge: integer("min_age").notNull().default(13),
  /** Square JPEG as a file's name under DATA_DIR/media, or null. */
  picture: text(),
  termsUrl: text("terms_url"),
  privacyUrl: text("privacy_url"),
  /** Broadcasts a member may get within a day of the leader's zone, and within seven of them; null: no such cap. */
  broadcastsPerDay: integer("broadcasts_per_day").default(1),
  broadcastsPerWeek: integer("broadcasts_per_week"),
  /** What the carrier bills for a part and for an MMS, its fees included, in millionths of a dollar. */
  partPrice: integer("part_price").notNull().default(7_900),
  mmsPrice: integer("mms_price").notNull().default(20_000),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});

export type Leader = typeof leaders.$inferSelect;
