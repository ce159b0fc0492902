import { z } from "zod";
import { db } from "@/lib/db/client";
import { fieldsOf } from "@/lib/fields/queries";
import { type Mapping, mapping } from "./columns";
import { noCounts } from "./counts";
import { isMixed } from "./date-order";
import { removeStored } from "./files";
import { changeImportIn, dropRefusals, type Import, importById, withoutRows } from "./queries";
import { ImportRefused } from "./refused";
import { undoMinutes } from "./undo";

/** What is said before the dry run: the columns, and where the consent comes from. A suppression list needs neither. */
export const checkWish = z.object({
  mapping,
  source: z.string().trim().max(600, "Use 600 characters or fewer to say where these people agreed."),
  proof: z.boolean(),
});
export type CheckWish = z.output<typeof checkWish>;

const gone = "That import is not there any more.";

async function found(leaderId: number, id: number): Promise<Import> {
  const one = await importById(db(), leaderId, id);
  if (!one) throw new ImportRefused(gone, { gone: true });
  return one;
}

/** Throws ImportRefused where members are imported without saying in a few words where they agreed to be texted. */
export function refuseSource(kind: Mapping["kind"], source: string): void {
  if (kind === "members" && source.trim().length < 8)
    throw new ImportRefused("Say in a few words where these people agreed to get texts from you.");
}

/** Begins the dry run. May be asked again with other columns until the import has begun. */
export async function beginCheck(leaderId: number, id: number, wish: CheckWish): Promise<void> {
  const one = await found(leaderId, id);
  if (!one.storedAs) throw new ImportRefused("The file of this import is gone. Please choose it again.");
  const suppression = wish.mapping.kind === "suppression";
  refuseSource(wish.mapping.kind, wish.source);
  await refuseUnknownFields(leaderId, wish.mapping);
  const begun = await changeImportIn(db(), leaderId, id, ["matching", "checked", "failed"], {
    ...wish,
    proof: wish.proof && !suppression,
    state: "checking",
    offset: 0,
    row: 0,
    counts: noCounts(),
    foretold: null,
    problem: null,
    startedAt: new Date(),
    finishedAt: null,
  });
  if (!begun) throw new ImportRefused("This import has begun already, so its columns cannot be changed any more.");
  await wake();
}

async function refuseUnknownFields(leaderId: number, { columns }: Mapping): Promise<void> {
  const known = new Set((await fieldsOf(db(), leaderId)).map((field) => `field:${field.id}`));
  const unknown = columns.some((target) => target?.startsWith("field:") && !known.has(target));
  if (unknown)
    throw new ImportRefused("A field that a column was matched to is not there any more. Please match it again.");
}

/** Begins the import itself, after its dry run. */
export async function beginImport(leaderId: number, id: number): Promise<void> {
  const one = await found(leaderId, id);
  const { created, updated, unchanged, alsoOut = 0 } = one.counts;
  if (one.state === "checked" && created + updated + unchanged + alsoOut === 0) {
    throw new ImportRefused("Nobody in this file can be added, so there is nothing to import.");
  }
  if (one.state === "checked" && one.mapping.dates === "auto" && isMixed(one.counts))
    throw new ImportRefused("Some dates have the day first and others the month first. Choose how dates are written.");
  const begun = await db().transaction(async (tx) => {
    const change = {
      state: "running" as const,
      offset: 0,
      row: 0,
      counts: noCounts(),
      startedAt: new Date(),
      finishedAt: null,
    };
    if (!(await changeImportIn(tx, leaderId, id, ["checked"], change))) return false;
    await dropRefusals(tx, leaderId, id);
    return true;
  });
  if (!begun) throw new ImportRefused("This import has not been checked, or has begun already.");
  await wake();
}

/** Goes on with an import that trouble ended, behind the last row that counts. */
export async function goOn(leaderId: number, id: number): Promise<void> {
  const one = await found(leaderId, id);
  if (!one.foretold || !one.storedAs)
    throw new ImportRefused("There is nothing to go on with. Please choose the file again.");
  const begun = await changeImportIn(db(), leaderId, id, ["failed"], {
    state: "running",
    problem: null,
    finishedAt: null,
  });
  if (!begun) throw new ImportRefused("There is nothing to go on with.");
  await wake();
}

/** Stops at the end of the batch under way. A dry run goes back to its columns; an import keeps what was done. */
export async function cancel(leaderId: number, id: number): Promise<void> {
  const one = await found(leaderId, id);
  if (await changeImportIn(db(), leaderId, id, ["checking"], { state: "matching", startedAt: null })) return;
  const ended = { state: "cancelled" as const, finishedAt: new Date(), ...withoutRows(one) };
  if (!(await changeImportIn(db(), leaderId, id, ["matching", "checked", "failed", "running"], ended))) {
    throw new ImportRefused("It is over already: there is nothing left to stop.");
  }
  if (one.storedAs) await removeStored(one.storedAs);
}

/**
 * Starts removing the members that the import created, within ten minutes of its end. Throws ImportRefused after that,
 * and where `typed` is not how many it created.
 */
export async function beginUndo(leaderId: number, id: number, typed: number, now: Date): Promise<void> {
  const one = await found(leaderId, id);
  if (!mayBeUndone(one, now)) {
    throw new ImportRefused(`An import can be undone for ${undoMinutes} minutes after its end. That time is over.`);
  }
  const { created } = one.counts;
  if (typed !== created)
    throw new ImportRefused(
      `You typed ${typed.toLocaleString("en-US")}, but this import added ${created.toLocaleString("en-US")} ${created === 1 ? "person" : "people"}. No one was removed.`,
    );
  if (!(await changeImportIn(db(), leaderId, id, ["done", "cancelled"], { state: "undoing" }))) {
    throw new ImportRefused("It is being undone already.");
  }
  await wake();
}

/** Whether an import can still be undone. */
export function mayBeUndone(one: Pick<Import, "state" | "finishedAt" | "counts">, now: Date): boolean {
  const ended = one.state === "done" || one.state === "cancelled";
  return ended && one.counts.created > 0 && Number(now) - Number(one.finishedAt) < undoMinutes * 60_000;
}

async function wake(): Promise<void> {
  await db().execute("SELECT pg_notify('tenfour_work', 'imports')");
}
