import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, smallint, text, timestamp } from "drizzle-orm/pg-core";
import type { SegmentTree } from "@/lib/segments/tree";

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
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    startedAt: timestamp("started_at", { withTimezone: true }),
    finishedAt: timestamp("finished_at", { withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] })],
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
    /** Not before then: the member's window, or a back-off. */
    notBefore: timestamp("not_before", { withTimezone: true }),
    sentAt: timestamp("sent_at", { withTimezone: true }),
    settledAt: timestamp("settled_at", { withTimezone: true }),
    /** Their first text after it, and their first tap on a link of it. */
    repliedAt: timestamp("replied_at", { withTimezone: true }),
    clickedAt: timestamp("clicked_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.broadcastId, t.memberId] }),
    index("deliveries_in_flight").on(t.leaderId, t.broadcastId).where(sql`state = 'sending'`),
  ],
);

export type Broadcast = typeof broadcasts.$inferSelect;
export type BroadcastState = (typeof broadcastStates)[number];
export type Delivery = typeof deliveries.$inferSelect;
export type DeliveryState = (typeof deliveryStates)[number];
