import { and, asc, desc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type Counts, noCounts } from "./counts";
import { type Import, importBatches, importRefusals, imports } from "./table";

export type { Import } from "./table";

const whose = (leaderId: number, id: number) => and(eq(imports.leaderId, leaderId), eq(imports.id, id));
const partsOf = (table: typeof importBatches | typeof importRefusals, leaderId: number, id: number) =>
  and(eq(table.leaderId, leaderId), eq(table.importId, id));

/** Writes an import down. */
export async function addImport(tx: Tx, values: Omit<typeof imports.$inferInsert, "counts">): Promise<Import> {
  const [row] = await tx
    .insert(imports)
    .values({ ...values, counts: noCounts() })
    .returning();
  return row as Import;
}

/** One import of one leader, or null: another leader's is none. */
export async function importById(tx: Tx, leaderId: number, id: number): Promise<Import | null> {
  const [row] = await tx.select().from(imports).where(whose(leaderId, id));
  return row ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockImport(tx: Tx, leaderId: number, id: number): Promise<Import | null> {
  const [row] = await tx.select().from(imports).where(whose(leaderId, id)).for("update");
  return row ?? null;
}

/** A leader's imports, the newest first. */
export async function importsOf(tx: Tx, leaderId: number, limit = 50): Promise<Import[]> {
  return tx.select().from(imports).where(eq(imports.leaderId, leaderId)).orderBy(desc(imports.id)).limit(limit);
}

/** What is changed of an import whose file goes: no row of it stays, also where the first one is no header. */
export function withoutRows(
  one: Pick<Import, "mapping" | "firstRow">,
): Pick<Import, "storedAs" | "sample" | "firstRow"> {
  return { storedAs: null, sample: [], firstRow: one.mapping.header ? one.firstRow : one.firstRow.map(() => "") };
}

/** Changes an import. */
export async function changeImport(
  tx: Tx,
  leaderId: number,
  id: number,
  change: Partial<Omit<Import, "leaderId" | "id">>,
): Promise<void> {
  await tx.update(imports).set(change).where(whose(leaderId, id));
}

/** Changes an import that is in one of these states; false where it is in another, and nothing was changed. */
export async function changeImportIn(
  tx: Tx,
  leaderId: number,
  id: number,
  states: Import["state"][],
  change: Partial<Omit<Import, "leaderId" | "id">>,
): Promise<boolean> {
  const changed = await tx
    .update(imports)
    .set(change)
    .where(and(whose(leaderId, id), inArray(imports.state, states)))
    .returning({ id: imports.id });
  return changed.length > 0;
}

/** Imports of all leaders that a worker should be at, the one that waits longest first. */
export async function openImports(tx: Tx): Promise<{ leaderId: number; id: number }[]> {
  return tx
    .select({ leaderId: imports.leaderId, id: imports.id })
    .from(imports)
    .where(inArray(imports.state, ["checking", "running", "undoing"]))
    .orderBy(asc(imports.startedAt));
}

/** Imports that were begun before `before` and never brought to an end, whose files may go. */
export async function forgottenImports(tx: Tx, before: Date): Promise<Import[]> {
  return tx
    .select()
    .from(imports)
    .where(
      and(
        inArray(imports.state, ["matching", "checked", "failed"]),
        lt(imports.createdAt, before),
        sql`stored_as IS NOT NULL`,
      ),
    );
}

/** A leader's imports in these states whose file is still here. */
export async function waitingImports(tx: Tx, leaderId: number, states: Import["state"][]): Promise<Import[]> {
  return tx
    .select()
    .from(imports)
    .where(and(eq(imports.leaderId, leaderId), inArray(imports.state, states), sql`stored_as IS NOT NULL`));
}

/** Moves an import on with the effects of a batch, in the batch's transaction. */
export async function moveOn(
  tx: Tx,
  at: Pick<Import, "leaderId" | "id">,
  to: { offset: number; row: number; counts: Counts },
): Promise<void> {
  await tx.update(imports).set(to).where(whose(at.leaderId, at.id));
}

/** Keeps refused rows, for the file to download. */
export async function keepRefusals(
  tx: Tx,
  { leaderId, id }: Pick<Import, "leaderId" | "id">,
  refused: { row: number; reason: string; cells: string[] | null }[],
): Promise<void> {
  if (refused.length === 0) return;
  await tx.execute(sql`
    INSERT INTO import_refusals (leader_id, import_id, row, reason, cells)
    SELECT ${leaderId}::int, ${id}::int, row, reason, cells
    FROM jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) AS r(row int, reason text, cells jsonb)`);
}

/** Refused rows after `row`, in order, some thousand at a time. */
export async function refusalsAfter(tx: Tx, leaderId: number, id: number, row: number, limit = 5_000) {
  return tx
    .select({ row: importRefusals.row, reason: importRefusals.reason, cells: importRefusals.cells })
    .from(importRefusals)
    .where(and(partsOf(importRefusals, leaderId, id), gt(importRefusals.row, row)))
    .orderBy(asc(importRefusals.row))
    .limit(limit);
}

/** Forgets the refused rows: the import begins anew. */
export async function dropRefusals(tx: Tx, leaderId: number, id: number): Promise<void> {
  await tx.delete(importRefusals).where(partsOf(importRefusals, leaderId, id));
}

/** Forgets all leaders' refused rows older than `before`: they are people's data, and were for mending a list. */
export async function dropOldRefusals(tx: Tx, before: Date): Promise<void> {
  await tx.delete(importRefusals).where(lt(importRefusals.at, before));
}

/** Remembers whom a batch created. */
export async function keepCreated(
  tx: Tx,
  { leaderId, id }: Pick<Import, "leaderId" | "id">,
  row: number,
  created: number[],
): Promise<void> {
  if (created.length === 0) return;
  await tx.execute(sql`
    INSERT INTO import_batches (leader_id, import_id, row, created)
    VALUES (${leaderId}, ${id}, ${row}, ${sql.param(created)}::bigint[])
    ON CONFLICT (leader_id, import_id, row) DO UPDATE SET created = import_batches.created || excluded.created`);
}

/** Whom the import created, a batch at a time after `row`; null at the end. */
export async function createdAfter(tx: Tx, leaderId: number, id: number, row: number) {
  const [batch] = await tx
    .select({ row: importBatches.row, created: importBatches.created })
    .from(importBatches)
    .where(and(partsOf(importBatches, leaderId, id), gt(importBatches.row, row)))
    .orderBy(asc(importBatches.row))
    .limit(1);
  return batch ?? null;
}

/** Forgets whom one batch created. */
export async function dropBatch(tx: Tx, leaderId: number, id: number, row: number): Promise<void> {
  await tx.delete(importBatches).where(and(partsOf(importBatches, leaderId, id), eq(importBatches.row, row)));
}

/** Forgets whom imports that ended before `before` created: the time for undoing is over. */
export async function dropCreated(tx: Tx, before: Date): Promise<void> {
  await tx.execute(sql`
    DELETE FROM import_batches b USING imports i
    WHERE i.leader_id = b.leader_id AND i.id = b.import_id AND i.finished_at < ${before.toISOString()}::timestamptz`);
}
