import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { Crowd } from "./crowd";

/** What is done to many members at once: over minutes where they are millions, in sets by key range. */
export const bulkActions = pgTable(
  "bulk_actions",
  {
    leaderId: integer("leader_id").notNull(),
    id: integer().notNull().generatedAlwaysAsIdentity(),
    kind: text({ enum: ["tag", "untag", "delete"] }).notNull(),
    /** Null where members are deleted. */
    tagId: integer("tag_id"),
    /** Null once it has ended: a search or a list of members is people's data, and undo needs neither. */
    crowd: jsonb().$type<Crowd>(),
    /** Who started it. */
    teammateId: integer("teammate_id").notNull(),
    /** running → done; undoing → undone. failed: stopped where it was, with the reason. */
    state: text({ enum: ["running", "done", "undoing", "undone", "failed"] })
      .notNull()
      .default("running"),
    reason: text(),
    /** It is being taken back: going on after trouble goes on with that. */
    takingBack: boolean("taking_back").notNull().default(false),
    /** Members in the crowd when it began; null until counted. */
    total: bigint({ mode: "number" }),
    /** Members looked at, and changed: those who carried the tag already were not. */
    seen: bigint({ mode: "number" }).notNull().default(0),
    changed: bigint({ mode: "number" }).notNull().default(0),
    /** The last member's id that is done; everybody up to `until` is meant, nobody who comes later. */
    cursor: bigint({ mode: "number" }).notNull().default(0),
    until: bigint({ mode: "number" }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    finishedAt: timestamp("finished_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    index("bulk_actions_waiting").on(t.leaderId, t.id).where(sql`state in ('running', 'undoing')`),
  ],
);

/** Exactly whose tags an action changed, for undo; gone with the ten minutes. */
export const bulkChanges = pgTable(
  "bulk_changes",
  {
    leaderId: integer("leader_id").notNull(),
    actionId: integer("action_id").notNull(),
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    /** When the tag that was taken off had been put on. */
    was: timestamp({ withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.actionId, t.memberId] })],
);

export type BulkAction = typeof bulkActions.$inferSelect;
