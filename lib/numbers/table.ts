import { sql } from "drizzle-orm";
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

import type { Campaign } from "./campaign";

/** What a sender leaves to the next one of an open circuit. `reason` is shown; the rest only its breaker reads. */
export type StoredCircuit = { reason: string | null } & Record<string, unknown>;

/** A leader's number. Leased by one sender at a time (docs/design.md, decision 4). */
export const numbers = pgTable(
  "numbers",
  {
    /** E.164 with "+": unique over all leaders, for a text comes to a number before a leader is known. */
    phone: text().primaryKey(),
    leaderId: integer("leader_id").notNull(),
    /** Parts per second; null sends as fast as the carrier takes them. */
    partsPerSecond: integer("parts_per_second").default(30),
    /** Parts a day that broadcasts may use up; null: the carrier sets no such cap. */
    partsPerDay: integer("parts_per_day"),
    /** Toll-free, or Opt-Out Assist: the carrier answers STOP, so we must not. */
    carrierAnswersStop: boolean("carrier_answers_stop").notNull().default(false),
    /** Why sending stands still (credentials, credit), in words for the leader; null: it does not. */
    pausedReason: text("paused_reason"),
    pausedAt: timestamp("paused_at", { withTimezone: true }),
    /** The circuit breaker's state while the carrier fails (lib/delivery/circuit-breaker.ts); null: closed. */
    circuit: jsonb().$type<StoredCircuit>(),
    /** What the carrier says it can do: SMS, MMS, VOICE; null where it was not asked. */
    features: text().array(),
    /** Registration with the US carriers, as the leader keeps it here (campaign.ts). */
    campaign: jsonb().$type<Campaign>().notNull().default(sql`'{}'::jsonb`),
    leaseOwner: text("lease_owner"),
    leaseUntil: timestamp("lease_until", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("numbers_leader").on(t.leaderId, t.phone)],
);

/** Numbers that leaders have released: a STOP to one of them still counts. */
export const formerNumbers = pgTable(
  "former_numbers",
  {
    leaderId: integer("leader_id").notNull(),
    phone: text().notNull(),
    releasedAt: timestamp("released_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.phone] }), index("former_numbers_phone").on(t.phone, t.releasedAt)],
);

/** Parts a number has sent on a day of the carriers' clock (day.ts). */
export const numberDays = pgTable(
  "number_days",
  {
    leaderId: integer("leader_id").notNull(),
    phone: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    parts: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.phone, t.day] })],
);

export type LeaderNumber = typeof numbers.$inferSelect;
