import { boolean, integer, jsonb, pgTable, primaryKey, smallint, text, timestamp } from "drizzle-orm/pg-core";
import { fieldKinds } from "./kinds";

export { fieldKinds };

/** A question of the leader's own; answers stand in members.custom under the field's id. */
export const fields = pgTable(
  "fields",
  {
    leaderId: integer("leader_id").notNull(),
    id: integer().notNull().generatedAlwaysAsIdentity(),
    /** What the leader calls it, and what the sign-up page asks in English. */
    label: text().notNull(),
    /** The same question in Spanish; empty: the English one is shown. */
    labelEs: text("label_es").notNull().default(""),
    kind: text({ enum: fieldKinds }).notNull(),
    /** For a choice: what may be chosen, in this order. */
    choices: jsonb().$type<string[]>().notNull().default([]),
    onSignUp: boolean("on_sign_up").notNull().default(false),
    required: boolean().notNull().default(false),
    /** Order on the sign-up page and in profiles, from 0. */
    position: smallint().notNull().default(0),
    archivedAt: timestamp("archived_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] })],
);

export type Field = typeof fields.$inferSelect;
export type { FieldKind } from "./kinds";
