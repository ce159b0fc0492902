import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type Field, fields } from "./table";

export type { Field, FieldKind } from "./table";

const inOrder = [asc(fields.position), asc(fields.id)];

/** A leader's own fields in their order, without the archived ones. */
export async function fieldsOf(tx: Tx, leaderId: number): Promise<Field[]> {
  return tx
    .select()
    .from(fields)
    .where(and(eq(fields.leaderId, leaderId), isNull(fields.archivedAt)))
    .orderBy(...inOrder);
}

/** What of them stands on the sign-up page. */
export async function signUpFields(tx: Tx, leaderId: number): Promise<Field[]> {
  return (await fieldsOf(tx, leaderId)).filter((field) => field.onSignUp);
}

/** The archived ones: answers to them are kept, nobody is asked any more. */
export async function archivedFieldsOf(tx: Tx, leaderId: number): Promise<Field[]> {
  return tx
    .select()
    .from(fields)
    .where(and(eq(fields.leaderId, leaderId), isNotNull(fields.archivedAt)))
    .orderBy(asc(fields.label), asc(fields.id));
}

/**
 * Every field a message can be filled with, in order, archived ones last: drafts and scheduled broadcasts that use an
 * archived field keep its values.
 */
export async function mergeFieldsOf(
  tx: Tx,
  leaderId: number,
): Promise<(Pick<Field, "id" | "label" | "kind"> & { archived: boolean })[]> {
  const [active, archived] = await Promise.all([fieldsOf(tx, leaderId), archivedFieldsOf(tx, leaderId)]);
  return [...active, ...archived].map(({ id, label, kind, archivedAt }) => ({
    id,
    label,
    kind,
    archived: archivedAt !== null,
  }));
}
