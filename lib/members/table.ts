import { bigint, date, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

export const members = pgTable(
  "members",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedByDefaultAsIdentity(),
    /** E.164 with "+". */
    phone: text().notNull(),
    /** ISO country of the number. */
    country: text().notNull(),
    /** new: texted, not signed up. abroad: recorded, never answered. */
    status: text({ enum: ["new", "active", "opted_out", "abroad"] })
      .notNull()
      .default("new"),
    /** The leader's number they text with, E.164. */
    number: text().notNull(),
    firstName: text("first_name"),
    lastName: text("last_name"),
    birthDate: date("birth_date", { mode: "string" }),
    city: text(),
    state: text(),
    postalCode: text("postal_code"),
    gender: text(),
    email: text(),
    /** "en" or "es": the language of the pages they were shown. */
    language: text(),
    joinedAt: timestamp("joined_at", { withTimezone: true }),
    optedOutAt: timestamp("opted_out_at", { withTimezone: true }),
    /** They plainly asked to stop in a longer text: broadcasts wait until the leader decides. */
    heldAt: timestamp("held_at", { withTimezone: true }),
    /** The carrier said the number is dead. */
    unreachableAt: timestamp("unreachable_at", { withTimezone: true }),
    /** When the first answer (with the link) was last queued. */
    firstAnswerAt: timestamp("first_answer_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] }), uniqueIndex("members_leader_phone").on(t.leaderId, t.phone)],
);

/** The link texted to a fan. The token itself is never stored: see links.ts. */
export const signUpLinks = pgTable(
  "sign_up_links",
  {
    /** SHA-256 of the token, hex. */
    tokenHash: text("token_hash").primaryKey(),
    leaderId: integer("leader_id").notNull(),
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    /** A random number per link; with it and the secret the sender makes the token again. */
    nonce: text().notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    /** A newer link took its place, or the member left through it. */
    closedAt: timestamp("closed_at", { withTimezone: true }),
    signedUpAt: timestamp("signed_up_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("sign_up_links_member").on(t.leaderId, t.memberId)],
);

export type Member = typeof members.$inferSelect;
export type SignUpLink = typeof signUpLinks.$inferSelect;
