import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/**
 * Members who were deleted and may be brought back for ten minutes. Their rows stand here and no longer among the
 * members, so they are hidden everywhere at once: in lists, counts, audiences, and from the sender's last look.
 */
export const deletedMembers = pgTable(
  "deleted_members",
  {
    leaderId: integer("leader_id").notNull(),
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    /** Their whole row of members, and of threads where they had one. */
    member: jsonb().$type<Record<string, unknown>>().notNull(),
    thread: jsonb().$type<Record<string, unknown>>(),
    deletedAt: timestamp("deleted_at", { withTimezone: true }).notNull(),
    /** What was done to many that deleted them; null where they were deleted alone. */
    actionId: integer("action_id"),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.memberId] }),
    index("deleted_members_due").on(t.deletedAt),
    index("deleted_members_action").on(t.leaderId, t.actionId, t.memberId).where(sql`action_id IS NOT NULL`),
  ],
);

/**
 * Numbers of deleted members, as a keyed hash only: they are not taken in again by import, nor texted
 * (docs/compliance.md, "A member's rights").
 */
export const tombstones = pgTable(
  "tombstones",
  {
    leaderId: integer("leader_id").notNull(),
    phoneHash: text("phone_hash").notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.phoneHash] })],
);
