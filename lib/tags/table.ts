import { bigint, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

export const tags = pgTable(
  "tags",
  {
    leaderId: integer("leader_id").notNull(),
    id: integer().notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] }), uniqueIndex("tags_leader_name").on(t.leaderId, t.name)],
);

/** Which members carry which tag. */
export const tagged = pgTable(
  "tagged",
  {
    leaderId: integer("leader_id").notNull(),
    tagId: integer("tag_id").notNull(),
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.tagId, t.memberId] }),
    index("tagged_member").on(t.leaderId, t.memberId, t.tagId),
  ],
);

export type Tag = typeof tags.$inferSelect;
