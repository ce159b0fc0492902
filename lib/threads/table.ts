import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** One row a member who has texted. Ordered by the last inbound: a broadcast never rewrites it (decision 7). */
export const threads = pgTable(
  "threads",
  {
    leaderId: integer("leader_id").notNull(),
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    lastInboundAt: timestamp("last_inbound_at", { withTimezone: true }).notNull(),
    /** First 160 characters of the last inbound text. */
    preview: text().notNull().default(""),
    unread: integer().notNull().default(0),
    /** Nobody of the team has answered the last inbound, nor marked it done. */
    unanswered: boolean().notNull().default(true),
    /** A longer text plainly asked to stop (docs/compliance.md, "Stopping"). */
    flagged: boolean().notNull().default(false),
    /** From outside +1: the quiet list. */
    abroad: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.memberId] }),
    index("threads_all").on(t.leaderId, t.lastInboundAt.desc(), t.memberId.desc()).where(sql`not abroad`),
    index("threads_unread")
      .on(t.leaderId, t.lastInboundAt.desc(), t.memberId.desc())
      .where(sql`unread > 0 and not abroad`),
    index("threads_unanswered")
      .on(t.leaderId, t.lastInboundAt.desc(), t.memberId.desc())
      .where(sql`unanswered and not abroad`),
    index("threads_abroad").on(t.leaderId, t.lastInboundAt.desc(), t.memberId.desc()).where(sql`abroad`),
  ],
);

export type Thread = typeof threads.$inferSelect;
