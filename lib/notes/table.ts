import { bigint, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** What the team notes about a member, for itself; never sent to anybody. */
export const notes = pgTable(
  "notes",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    /** teammates.id of who wrote it. */
    authorId: integer("author_id").notNull(),
    body: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] }), index("notes_member").on(t.leaderId, t.memberId, t.id)],
);

export type Note = typeof notes.$inferSelect;
