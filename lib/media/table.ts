import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

/** What it is shown as. */
export const shownAs = ["image", "video", "audio", "vcard", "file"] as const;
export type ShownAs = (typeof shownAs)[number];

/** pending: not here yet. stored. failed: given up, with the reason. */
export const mediaStates = ["pending", "stored", "failed"] as const;

/** What a contact card says, for those who read it. */
export type ContactDetails = { name: string; phones: string[] };

/** One stored file: from a fan, from the leader, or a recording. The bytes lie in the store under its id. */
export const media = pgTable(
  "media",
  {
    leaderId: integer("leader_id").notNull(),
    id: uuid().notNull().defaultRandom(),
    kind: text({ enum: shownAs }).notNull(),
    source: text({ enum: ["fan", "leader", "caller", "greeting"] }).notNull(),
    state: text({ enum: mediaStates }).notNull(),
    /** Why it is not here, in words for the leader. */
    reason: text(),
    /** As its bytes say, never as it was called; null while pending. */
    type: text(),
    /** Of the original, hex. */
    sha256: text(),
    bytes: integer(),
    /** Pixels, as it is shown. */
    width: integer(),
    height: integer(),
    durationSeconds: real("duration_seconds"),
    /** As it was called. */
    name: text(),
    /** Type of the safe copy that is shown or played (metadata removed); null: there is none. */
    previewType: text("preview_type"),
    previewBytes: integer("preview_bytes"),
    /** Type and bytes of the file as the leader chose it, kept beside what is sent; null: it is sent as it was. */
    chosenType: text("chosen_type"),
    chosenBytes: integer("chosen_bytes"),
    contact: jsonb().$type<ContactDetails>(),
    /** Where it is fetched from while pending. */
    sourceUrl: text("source_url"),
    attempts: smallint().notNull().default(0),
    nextTryAt: timestamp("next_try_at", { withTimezone: true }),
    /** Whose thread it stands in, and whom a change of it is told to. */
    memberId: bigint("member_id", { mode: "number" }),
    /** When a text or a setting first used it: an upload that is never used is removed after a day. */
    usedAt: timestamp("used_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    storedAt: timestamp("stored_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    index("media_pending").on(t.leaderId, t.nextTryAt).where(sql`state = 'pending'`),
    index("media_unused").on(t.leaderId, t.createdAt).where(sql`used_at is null`),
  ],
);

export type Media = typeof media.$inferSelect;
