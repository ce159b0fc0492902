import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { MessageMedia } from "@/lib/messages/table";
import type { SegmentTree } from "@/lib/segments/tree";
import type { Prices } from "./cost";
import type { Plan } from "./plan";

/** draft → scheduled → preparing (snapshot) → sending ⇄ paused → finished | cancelled. */
export const broadcastStates = [
  "draft",
  "scheduled",
  "preparing",
  "sending",
  "paused",
  "finished",
  "cancelled",
] as const;

/** Who made it stand still: the leader, Tenfour (too many failures or opt-outs), or the carrier (credit, keys). */
export const pausers = ["leader", "tenfour", "carrier"] as const;
/** A file that goes along with the words; the address the carrier fetches it from is signed at sending (media/outgoing.ts). */
export type BroadcastMedia = MessageMedia;
/** So many members' windows open then; ISO, UTC. */
export type Opening = { at: string; members: number };

export const broadcasts = pgTable(
  "broadcasts",
  {
    leaderId: integer("leader_id").notNull(),
    id: integer().notNull().generatedAlwaysAsIdentity(),
    /** As it was written, with {{ fields }} and whole links. */
    body: text().notNull().default(""),
    /** Who should get it; null: everyone. */
    audience: jsonb().$type<SegmentTree>(),
    /** The leader's number it leaves from, E.164. */
    number: text().notNull(),
    state: text({ enum: broadcastStates }).notNull().default("draft"),
    /** Counts saves of a draft, so that two who edit see each other's. */
    revision: integer().notNull().default(0),
    authorId: integer("author_id"),
    /** teammates.id of who saved it last. */
    editorId: integer("editor_id"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    /** What a part and an MMS cost when it was sent, in millionths of a dollar: later prices do not change the past. */
    prices: jsonb().$type<Prices>(),
    media: jsonb().$type<MessageMedia[]>().notNull().default([]),
    plan: jsonb().$type<Plan>().notNull().default({ kind: "now", notAfter: null, overrideCap: false }),
    /** When the snapshot of recipients is due. */
    startAt: timestamp("start_at", { withTimezone: true }),
    /** When the snapshot of recipients was taken. */
    startedAt: timestamp("started_at", { withTimezone: true }),
    /** When nothing of it waited or was on its way any more, also after a cancelling. */
    finishedAt: timestamp("finished_at", { withTimezone: true }),
    pausedReason: text("paused_reason"),
    pausedBy: text("paused_by", { enum: pausers }),
    /** How many members could be sent a broadcast at the snapshot: its recipients are a share of them. */
    reachable: integer(),
    /** When the windows of those who had to wait at the snapshot open, the next first. */
    openings: jsonb().$type<Opening[]>().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    index("broadcasts_open")
      .on(t.leaderId, t.number)
      .where(
        sql`state in ('scheduled', 'preparing', 'sending', 'paused') or (state = 'cancelled' and finished_at is null)`,
      ),
    index("broadcasts_started").on(t.leaderId, t.startedAt).where(sql`started_at is not null`),
  ],
);

/** Each writer keeps a row of its own, so that none waits for another: a broadcast's count is their sum. */
export const countWriters = ["snapshot", "claim", "result", "receipt"] as const;

/** Kept counts of a broadcast (decision 6), and how far the sender has walked. Changes are added; some are negative. */
export const broadcastCounts = pgTable(
  "broadcast_counts",
  {
    leaderId: integer("leader_id").notNull(),
    broadcastId: integer("broadcast_id").notNull(),
    writer: text({ enum: countWriters }).notNull(),
    recipients: integer().notNull().default(0),
    waiting: integer().notNull().default(0),
    /** Of those who wait: their window is closed. */
    held: integer().notNull().default(0),
    sending: integer().notNull().default(0),
    sent: integer().notNull().default(0),
    delivered: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    unconfirmed: integer().notNull().default(0),
    withheld: integer().notNull().default(0),
    dropped: integer().notNull().default(0),
    /** Parts the carrier has taken. */
    parts: bigint({ mode: "number" }).notNull().default(0),
    replies: integer().notNull().default(0),
    optOuts: integer("opt_outs").notNull().default(0),
    /** Texts a second lately, by the writer of results. */
    rate: real(),
    rateAt: timestamp("rate_at", { withTimezone: true }),
    rateCount: integer("rate_count").notNull().default(0),
    /** The walk (writer claim): everyone up to this member was looked at. */
    cursor: bigint({ mode: "number" }).notNull().default(0),
    /** The walk among those who had to wait: everyone up to this moment and member was looked at. */
    heldCursorAt: timestamp("held_cursor_at", { withTimezone: true }),
    heldCursor: bigint("held_cursor", { mode: "number" }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.broadcastId, t.writer] })],
);

/** waiting: their window is not open yet, or it is not their turn. States only move forward (decision 5). */
export const deliveryStates = [
  "waiting",
  "sending",
  "sent",
  "delivered",
  "failed",
  "unconfirmed",
  "withheld",
  "dropped",
] as const;

/** One broadcast to one member (decision 4): no body of its own, it is filled when it leaves. */
export const deliveries = pgTable(
  "deliveries",
  {
    leaderId: integer("leader_id").notNull(),
    broadcastId: integer("broadcast_id").notNull(),
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    /** E.164, as it was at the snapshot. */
    phone: text().notNull(),
    state: text({ enum: deliveryStates }).notNull().default("waiting"),
    parts: smallint().notNull().default(1),
    attempts: smallint().notNull().default(0),
    carrierId: text("carrier_id"),
    errorCode: text("error_code"),
    /** In plain words; null where the code says it all. */
    reason: text(),
    /** It waits because the member's window is closed. */
    held: boolean().notNull().default(false),
    /** It carries the opt-out line, which is due once a month. */
    optOutLine: boolean("opt_out_line").notNull().default(false),
    /** Not before then: the member's window, or a back-off. */
    notBefore: timestamp("not_before", { withTimezone: true }),
    sentAt: timestamp("sent_at", { withTimezone: true }),
    settledAt: timestamp("settled_at", { withTimezone: true }),
    /** Their first text after it, and their first tap on a link of it. */
    repliedAt: timestamp("replied_at", { withTimezone: true }),
    clickedAt: timestamp("clicked_at", { withTimezone: true }),
    /** They opted out after it and before the next one. */
    optedOutAt: timestamp("opted_out_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.broadcastId, t.memberId] }),
    // Only of those who must wait: nobody else pays for it.
    index("deliveries_later")
      .on(t.leaderId, t.broadcastId, t.notBefore, t.memberId)
      .where(sql`state = 'waiting' and not_before is not null`),
    index("deliveries_replied")
      .on(t.leaderId, t.broadcastId, t.repliedAt, t.memberId)
      .where(sql`replied_at is not null`),
    index("deliveries_in_flight").on(t.leaderId, t.broadcastId).where(sql`state = 'sending'`),
  ],
);

export type Broadcast = typeof broadcasts.$inferSelect;
export type BroadcastState = (typeof broadcastStates)[number];
export type Delivery = typeof deliveries.$inferSelect;
export type DeliveryState = (typeof deliveryStates)[number];
export type Pauser = (typeof pausers)[number];
export type CountWriter = (typeof countWriters)[number];
