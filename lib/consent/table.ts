import { bigint, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** Append-only (a trigger refuses UPDATE and DELETE): the proof of what was granted or revoked (TCPA, 47 CFR 64.1200). */
export const consentLog = pgTable(
  "consent_log",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    phone: text().notNull(),
    /** asked: their number was typed on the web, and one text asks for YES (double opt-in); not yet consent. */
    event: text({ enum: ["asked", "granted", "revoked", "flagged", "cleared", "corrected"] }).notNull(),
    channel: text({ enum: ["sign_up_page", "web", "keyword", "carrier", "leader", "import", "api"] }).notNull(),
    /** consent_texts.version where words were shown. */
    textVersion: text("text_version"),
    /** The rule of the classifier that read it (replies/classify.ts); null where a person or the carrier did it. */
    rule: text(),
    /** The keyword or sentence they sent, or the carrier's code. */
    words: text(),
    ip: text(),
    userAgent: text("user_agent"),
    /** messages.id of the text that did it. */
    messageId: bigint("message_id", { mode: "number" }),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] }), index("consent_log_member").on(t.leaderId, t.memberId, t.id)],
);

/** Every wording of the consent words that was ever shown; the version is a hash of the words. */
export const consentTexts = pgTable(
  "consent_texts",
  {
    leaderId: integer("leader_id").notNull(),
    version: text().notNull(),
    language: text().notNull(),
    words: text().notNull(),
    firstShownAt: timestamp("first_shown_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.version] })],
);

export type ConsentEvent = typeof consentLog.$inferSelect;
