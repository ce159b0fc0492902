import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { Refusal } from "@/lib/refusal";
import type { FieldDraft } from "./draft";
import { fieldsOf } from "./queries";
import { type Field, fields } from "./table";

/** Why fields were not saved, as a sentence. */
export class FieldsRefused extends Refusal {}

/**
 * Saves a leader's own fields as the editor has them, in that order: known ones are changed, those without an id made,
 * those left out archived with all answers kept. An archived one that is named comes back. Returns what stands then.
 * Throws FieldsRefused where an id is none of this leader's, or a field would change its kind: answers would no
 * longer be what was asked.
 */
export async function saveFields(tx: Tx, leaderId: number, drafts: FieldDraft[]): Promise<Field[]> {
  const before = await tx.select().from(fields).where(eq(fields.leaderId, leaderId)).for("update");
  const known = new Map(before.map((field) => [field.id, field]));
  for (const { id, kind, label } of drafts) {
    if (id === null) continue;
    const field = known.get(id);
    if (!field)
      throw new FieldsRefused(`“${label}” is not among your fields any more. Reload the page to see what is.`, {
        gone: true,
      });
    if (field.kind !== kind)
      throw new FieldsRefused(`“${label}” keeps its kind, for people have answered it. Archive it and add a new one.`);
  }
  const placed = drafts.map((draft, position) => ({ ...draft, position }));
  await change(tx, leaderId, placed);
  const fresh = placed.filter((draft) => draft.id === null).map(({ id, ...draft }) => ({ leaderId, ...draft }));
  if (fresh.length > 0) await tx.insert(fields).values(fresh);
  return fieldsOf(tx, leaderId);
}

/** Changes the known ones and archives the rest, in one statement each. */
async function change(tx: Tx, leaderId: number, placed: (FieldDraft & { position: number })[]): Promise<void> {
  const content = JSON.stringify(
    placed
      .filter((draft) => draft.id !== null)
      .map(({ id, label, labelEs, choices, onSignUp, required, position }) => ({
        id,
        label,
        label_es: labelEs,
        choices,
        on_sign_up: onSignUp,
        required,
        position,
      })),
  );
  const rows = sql`jsonb_to_recordset(${content}::jsonb) AS d(id int, label text, label_es text, choices jsonb, on_sign_up boolean, required boolean, position smallint)`;
  await tx.execute(sql`
    UPDATE fields f SET label = d.label, label_es = d.label_es, choices = d.choices, on_sign_up = d.on_sign_up,
      required = d.required, position = d.position, archived_at = NULL
    FROM ${rows} WHERE f.leader_id = ${leaderId} AND f.id = d.id`);
  await tx
    .update(fields)
    .set({ archivedAt: sql`now()` })
    .where(
      and(
        eq(fields.leaderId, leaderId),
        sql`${fields.archivedAt} IS NULL AND NOT EXISTS (SELECT 1 FROM ${rows} WHERE d.id = ${fields.id})`,
      ),
    );
}
