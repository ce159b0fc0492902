import { sql } from "drizzle-orm";
import { bigint, check, date, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** What the operator allows a leader. No row, or null in a column: the settings' defaults (limits.ts). */
export const leaderLimits = pgTable(
  "leader_limits",
  {
    leaderId: integer("leader_id").primaryKey(),
    maxNumbers: integer("max_numbers"),
    /** Message parts on a day of the carriers' clock, over all numbers of the leader. */
    partsPerDay: integer("parts_per_day"),
    /** Megabytes of 1,048,576 bytes. */
    storageMb: integer("storage_mb"),
    suspendedAt: timestamp("suspended_at", { withTimezone: true }),
    /** For the operator's eyes only. */
    suspendedReason: text("suspended_reason"),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [check("leader_limits_not_negative", sql`least(${t.maxNumbers}, ${t.partsPerDay}, ${t.storageMb}) >= 0`)],
);

/** Parts that senders claimed for a leader on a day of the carriers' clock. Kept only for leaders with a daily limit. */
export const leaderDays = pgTable(
  "leader_days",
  {
    leaderId: integer("leader_id").notNull(),
    day: date({ mode: "string" }).notNull(),
    parts: integer().notNull().default(0),
    /** When something first had to wait for the next day; null: nothing did. */
    fullAt: timestamp("full_at", { withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.day] })],
);

/** Room set aside for files that are being written (storage-limit.ts). A row lives as long as its upload. */
export const storageReservations = pgTable(
  "storage_reservations",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    bytes: bigint({ mode: "number" }).notNull(),
    /** A crash leaves the row behind: it counts until then. */
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    check("storage_reservations_not_negative", sql`${t.bytes} >= 0`),
  ],
);
