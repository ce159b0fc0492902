import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { Mapping } from "./columns";
import type { Counts } from "./counts";

/**
 * matching: the file is here, its columns wait to be matched. checking and checked: the dry run. running: people are
 * written down. failed: the file could not be read to its end in the dry run, or
 * trouble ended the import between two batches; `problem` says which.
 */
export const importStates = [
  "matching",
  "checking",
  "checked",
  "running",
  "done",
  "cancelled",
  "failed",
  "undoing",
  "undone",
] as const;

export const imports = pgTable(
  "imports",
  {
    leaderId: integer("leader_id").notNull(),
    id: integer().notNull().generatedAlwaysAsIdentity(),
    /** As the person called it. */
    fileName: text("file_name").notNull(),
    /** The file's name under DATA_DIR/imports, in UTF-8; null once it is removed. */
    storedAs: text("stored_as"),
    bytes: bigint({ mode: "number" }).notNull(),
    /** What it was written in before it was turned into UTF-8. */
    encoding: text().notNull(),
    delimiter: text().notNull(),
    /** Bytes where the first and where the second row begin. */
    firstRowAt: integer("first_row_at").notNull(),
    secondRowAt: integer("second_row_at").notNull(),
    /** Cells of the first row, and some rows after it for the preview; emptied with the file. */
    firstRow: jsonb("first_row").$type<string[]>().notNull(),
    sample: jsonb().$type<string[][]>().notNull(),
    state: text({ enum: importStates }).notNull().default("matching"),
    mapping: jsonb().$type<Mapping>().notNull(),
    /** Where the people of the file gave their consent, in the leader's words. */
    source: text().notNull().default(""),
    /** The teammate attested that written proof of each consent exists. */
    proof: boolean().notNull().default(false),
    teammateId: integer("teammate_id"),
    teammateName: text("teammate_name").notNull().default(""),
    /** Bytes read, and the last row of the file whose effects are committed: both move with these effects. */
    offset: bigint({ mode: "number" }).notNull().default(0),
    row: integer().notNull().default(0),
    counts: jsonb().$type<Counts>().notNull(),
    /** What the dry run foretold. */
    foretold: jsonb().$type<Counts>(),
    /** Members whom undoing took out again. */
    undone: integer().notNull().default(0),
    /** A sentence where the file could not be read to its end. */
    problem: text(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    /** Of the dry run or the import, whichever came last. */
    startedAt: timestamp("started_at", { withTimezone: true }),
    finishedAt: timestamp("finished_at", { withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] })],
);

/** Whom each batch created, for undoing; gone when that is no longer possible. */
export const importBatches = pgTable(
  "import_batches",
  {
    leaderId: integer("leader_id").notNull(),
    importId: integer("import_id").notNull(),
    /** The batch's last row. */
    row: integer().notNull(),
    created: bigint({ mode: "number" }).array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.importId, t.row] })],
);

/** Rows that were not taken, for the file to download. Of children and deleted people only the row's number is kept. */
export const importRefusals = pgTable(
  "import_refusals",
  {
    leaderId: integer("leader_id").notNull(),
    importId: integer("import_id").notNull(),
    row: integer().notNull(),
    reason: text().notNull(),
    cells: jsonb().$type<string[]>(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.importId, t.row] }), index("import_refusals_at").on(t.leaderId, t.at)],
);

export type Import = typeof imports.$inferSelect;
