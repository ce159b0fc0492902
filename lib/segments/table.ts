import { bigint, date, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { SegmentTree } from "./tree";

export const segments = pgTable(
  "segments",
  {
    leaderId: integer("leader_id").notNull(),
    id: integer().notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    tree: jsonb().$type<SegmentTree>().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] })],
);

/** How many a saved segment had on a day (the leader's zone), for its small chart. */
export const segmentSizes = pgTable(
  "segment_sizes",
  {
    leaderId: integer("leader_id").notNull(),
    segmentId: integer("segment_id").notNull(),
    day: date({ mode: "string" }).notNull(),
    members: bigint({ mode: "number" }).notNull(),
    reachable: bigint({ mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.segmentId, t.day] })],
);

export type Segment = typeof segments.$inferSelect;
