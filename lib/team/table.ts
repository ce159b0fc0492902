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

export type Teammate = typeof teammates.$inferSelect;
