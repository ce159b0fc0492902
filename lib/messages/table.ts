import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

/** Why an outgoing text was written. The order of the sender's queue is `priority`. */
export const messageKinds = [
  "text",
  "reply",
  "first_answer",
  "stop_answer",
  "start_answer",
  "help_answer",
  "welcome",
  "ask_to_join",
  "card",
  "sign_in_code",
  // What a caller left: it came in.
  "voicemail",
  "call_answer",
] as const;
/** received is inbound; the rest is the way of an outgoing text. States only move forward (decision 5). */
export const messageStates = [
  "received",
  "queued",
  "sending",
  "sent",
  "delivered",
  "failed",
  "unconfirmed",
  "withheld",
] as const;

/** Lower goes first: opt-out and help answers, the leader's own replies, automatic texts. */
export const priorityOf = {
  stop_answer: 0,
  start_answer: 0,
  help_answer: 0,
  sign_in_code: 0,
  reply: 1,
  first_answer: 2,
  welcome: 2,
  ask_to_join: 2,
  card: 2,
  text: 2,
  voicemail: 2,
  call_answer: 2,
} as const;

/** A file of lib/media as a text names it. Of one that came in only the id is known for certain. */
export type MessageMedia = {
  id: string;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  name: string | null;
  /** Of the file as it was chosen, where it was made smaller to be sent. */
  chosenBytes?: number;
};

export const messages = pgTable(
  "messages",
  {
    leaderId: integer("leader_id").notNull(),
    /** 0 where the other side is no member: a sign-in code to a teammate. */
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    outbound: boolean().notNull(),
    kind: text({ enum: messageKinds }).notNull(),
    /** The leader's number, E.164. */
    number: text().notNull(),
    /** The other side, E.164. */
    phone: text().notNull(),
    /** {{link}} and {{code}} stay as they are here and are filled at sending: secrets are not stored. */
    body: text().notNull(),
    /** What fills the body: the nonce of a sign-up link, the id of a sign-in code. */
    fill: text(),
    /** Pictures and the like that go along or came along, in their order; the files themselves are lib/media's. */
    media: jsonb().$type<MessageMedia[]>(),
    state: text({ enum: messageStates }).notNull(),
    /** The carrier's code, or one of ours (opted_out, outage, …). */
    errorCode: text("error_code"),
    /** In plain words. */
    reason: text(),
    parts: smallint().notNull().default(1),
    priority: smallint().notNull().default(2),
    /** teammates.id of who wrote it. */
    authorId: integer("author_id"),
    carrierId: text("carrier_id"),
    /** Makes a double click one message: unique per leader. */
    onceKey: text("once_key"),
    /** The sender waits until then (back-off). */
    notBefore: timestamp("not_before", { withTimezone: true }),
    attempts: smallint().notNull().default(0),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    sentAt: timestamp("sent_at", { withTimezone: true }),
    settledAt: timestamp("settled_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.memberId, t.id] }),
    index("messages_outbox").on(t.leaderId, t.number, t.priority, t.id).where(sql`state = 'queued'`),
    // Whether an earlier text to the same phone has not left yet: they keep their order.
    index("messages_open").on(t.leaderId, t.number, t.phone, t.id).where(sql`state in ('queued', 'sending')`),
    index("messages_in_flight").on(t.leaderId, t.number).where(sql`state = 'sending'`),
    uniqueIndex("messages_once").on(t.leaderId, t.onceKey).where(sql`once_key is not null`),
  ],
);

export type Message = typeof messages.$inferSelect;
export type MessageKind = (typeof messageKinds)[number];
export type MessageState = (typeof messageStates)[number];
