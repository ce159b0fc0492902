import type { FieldDraft } from "@/lib/fields/draft";
import type { Field } from "@/lib/fields/queries";
import type { PageSettings } from "@/lib/leaders/page-settings";

/** A field while it is edited; `key` stays the same as it moves and is saved. */
export type EditedField = FieldDraft & { key: string };
/** The minimum age is as it was typed. */
export type Looks = Omit<PageSettings, "minAge"> & { minAge: string };
export type Draft = { looks: Looks; fields: EditedField[] };

export const kindWords: Record<Field["kind"], string> = {
  text: "Text",
  number: "Number",
  date: "Date",
  choice: "Choice",
  yes_no: "Yes or no",
};

export function edited(field: Field): EditedField {
  const { id, label, labelEs, kind, choices, onSignUp, required } = field;
  return { key: `f${id}`, id, label, labelEs, kind, choices, onSignUp, required };
}

/** The field one place up (-1) or down (1); at the ends it stays. */
export function moved(fields: EditedField[], key: string, by: -1 | 1): EditedField[] {
  const at = fields.findIndex((field) => field.key === key);
  const to = at + by;
  const [one, other] = [fields[at], fields[to]];
  if (!one || !other) return fields;
  const next = [...fields];
  next[at] = other;
  next[to] = one;
  return next;
}
