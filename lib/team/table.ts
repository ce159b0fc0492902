import {
  bigint,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

export const teammates = pgTable(
  "teammates",
  {
    leaderId: integer("leader_id").notNull(),
    id: integer().notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    /** E.164 with "+". */
    mobile: text().notNull(),
    role: text({ enum: ["owner", "admin", "writer", "reader"] }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    uniqueIndex("teammates_leader_mobile").on(t.leaderId, t.mobile),
    index("teammates_mobile").on(t.mobile),
  ],
);

/** One code texted to a teammate; only its hash is kept. */
export const signInCodes = pgTable(
  "sign_in_codes",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    mobile: text().notNull(),
    codeHash: text("code_hash").notNull(),
    tries: smallint().notNull().default(0),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    usedAt: timestamp("used_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("sign_in_codes_mobile").on(t.mobile, t.id)],
);

/** A device on which a teammate is signed in. The cookie holds the row's id and a secret; here is the secret's hash. */
export const sessions = pgTable(
  "sessions",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    teammateId: integer("teammate_id").notNull(),
    /** SHA-256, hex. */
    keyHash: text("key_hash").notNull(),
    /** Browser and system, as "Chrome on macOS". */
    device: text().notNull(),
    /** Client address without its last part; empty where unknown. */
    address: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    lastSeenAt: timestamp("last_seen_at", { withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] }), index("sessions_teammate").on(t.leaderId, t.teammateId)],
);

export type Session = typeof sessions.$inferSelect;
export type Teammate = typeof teammates.$inferSelect;
