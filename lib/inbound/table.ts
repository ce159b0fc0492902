import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, smallint, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

/** Everything genuine the carrier brought, as it came. Written before it is answered, understood afterwards (docs/design.md, 3). */
export const arrivals = pgTable(
  "arrivals",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text({ enum: ["text", "receipt"] }).notNull(),
    /** Carrier message id (and status for receipts): the same webhook twice is one arrival. */
    key: text().notNull(),
    /** InboundText or Receipt of lib/carrier/carrier.ts. */
    content: jsonb().notNull(),
    /** Of a long text in the old dialect: from, to, reference and count; null where whole. */
    concatKey: text("concat_key"),
    concatPart: smallint("concat_part"),
    receivedAt: timestamp("received_at", { withTimezone: true }).notNull().defaultNow(),
    digestedAt: timestamp("digested_at", { withTimezone: true }),
    /** Why it could not be understood, for the operator. */
    problem: text(),
    leaderId: integer("leader_id"),
    memberId: bigint("member_id", { mode: "number" }),
    messageId: bigint("message_id", { mode: "number" }),
  },
  (t) => [
    uniqueIndex("arrivals_key").on(t.key),
    index("arrivals_waiting").on(t.id).where(sql`digested_at is null`),
    // The sender asks whether somebody's text is still to be understood before it sends to them (it may be a STOP).
    index("arrivals_unread_texts").on(sql`(content ->> 'from')`).where(sql`digested_at is null and kind = 'text'`),
    index("arrivals_concat").on(t.concatKey).where(sql`concat_key is not null`),
    index("arrivals_problem").on(t.id).where(sql`problem is not null`),
  ],
);

/** What was refused or ignored at the door, counted only: nothing of a forged request is kept. */
export const doorCounts = pgTable("door_counts", {
  what: text().primaryKey(),
  count: bigint({ mode: "number" }).notNull().default(0),
  lastAt: timestamp("last_at", { withTimezone: true }).notNull().defaultNow(),
});
