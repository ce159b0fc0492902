import { bigint, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

/** A link in a broadcast. Each member's address is made from its ids and a key (code.ts): there is no row a member. */
export const links = pgTable(
  "links",
  {
    leaderId: integer("leader_id").notNull(),
    id: integer().notNull().generatedAlwaysAsIdentity(),
    broadcastId: integer("broadcast_id").notNull(),
    /** Where it leads: http or https only. */
    url: text().notNull(),
    /** Members who tapped it, and how often in all: kept with the rows of clicks, not counted from them. */
    members: integer().notNull().default(0),
    taps: integer().notNull().default(0),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    uniqueIndex("links_of_broadcast").on(t.leaderId, t.broadcastId, t.url),
  ],
);

/** Who tapped a link; bots and previews are left out. */
export const clicks = pgTable(
  "clicks",
  {
    leaderId: integer("leader_id").notNull(),
    linkId: integer("link_id").notNull(),
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    count: integer().notNull().default(1),
    firstAt: timestamp("first_at", { withTimezone: true }).notNull().defaultNow(),
    lastAt: timestamp("last_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.linkId, t.memberId] })],
);

export type Link = typeof links.$inferSelect;
