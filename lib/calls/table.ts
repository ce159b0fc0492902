import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { callStates } from "@/lib/carrier/calls";

/** One call to a leader's number, told by the carrier under an id of its own. */
export const calls = pgTable(
  "calls",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    carrierId: text("carrier_id").notNull(),
    /** The carrier's id of the conversation: recordings name only that. */
    conversation: text().notNull(),
    /** The leader's number, E.164. */
    number: text().notNull(),
    /** E.164; null where the caller hid it. */
    phone: text(),
    /** Who called, where they are known. */
    memberId: bigint("member_id", { mode: "number" }),
    state: text({ enum: callStates }).notNull(),
    /** Whole seconds, once it is over. */
    seconds: integer(),
    /** The carrier's id of the message they left, and the file it became. */
    recordingId: text("recording_id"),
    mediaId: uuid("media_id"),
    startedAt: timestamp("started_at", { withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    uniqueIndex("calls_carrier_id").on(t.leaderId, t.carrierId),
    index("calls_conversation").on(t.leaderId, t.conversation),
    index("calls_newest").on(t.leaderId, t.startedAt.desc(), t.id.desc()),
    index("calls_member").on(t.leaderId, t.memberId, t.id).where(sql`member_id is not null`),
  ],
);

/** What a leader's callers hear. A leader without a row has the defaults (settings.ts). */
export const callSettings = pgTable("call_settings", {
  leaderId: integer("leader_id").primaryKey(),
  speaks: text({ enum: ["text", "recording"] }).notNull(),
  greeting: text().notNull(),
  /** BCP 47, and the carrier's number of the voice. */
  language: text().notNull(),
  style: smallint().notNull(),
  /** The leader's own recording, a file of lib/media; null while there is none. */
  recordingId: uuid("recording_id"),
  /** Callers may leave a message. */
  takesMessages: boolean("takes_messages").notNull(),
  /** Unknown callers are texted the sign-up link, once. */
  textsAfter: boolean("texts_after").notNull(),
});

export type Call = typeof calls.$inferSelect;
export type CallSettings = typeof callSettings.$inferSelect;
