import { z } from "zod";
import { integerId } from "@/lib/db/ids";
import { type FieldKind, fieldKinds } from "./kinds";
import { oneLine } from "./line";

/** Fields of a leader that are not archived. */
export const mostFields = 40;
/** … and how many of them may stand on the sign-up page. */
export const mostOnPage = 12;
/** Choices of one field. */
export const mostChoices = 20;
/** Bytes of all questions on the page together, in either language: the page stays under 20 KB whole. */
export const mostBytes = 7_000;

const label = z.string().transform(oneLine);

const draft = z
  .object({
    /** Null for a new one. */
    id: integerId.nullable(),
    label: label
      .pipe(z.string().min(1, "A question has no words yet."))
      .pipe(z.string().max(80, "A question has 80 characters at most.")),
    labelEs: label.pipe(z.string().max(80, "A question has 80 characters at most.")),
    kind: z.enum(fieldKinds),
    choices: z
      .array(label)
      .max(100)
      .transform((choices) => [...new Set(choices.filter((choice) => choice !== ""))]),
    onSignUp: z.boolean(),
    required: z.boolean(),
  })
  .superRefine((field, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    if (field.kind !== "choice") return;
    if (field.choices.length < 2) refuse(`“${field.label}” needs two choices at least.`);
    if (field.choices.length > mostChoices) refuse(`“${field.label}” has more than ${mostChoices} choices.`);
    if (field.choices.some((choice) => choice.length > 40)) refuse("A choice has 40 characters at most.");
  })
  // What only a choice has goes with it.
  .transform((field) => ({ ...field, choices: field.kind === "choice" ? field.choices : [] }));

/** A leader's own fields as the editor saves them, in their order. Those left out are archived. */
export const fieldDrafts = z
  .array(draft)
  .max(mostFields, `More than ${mostFields} fields are more than anybody answers. Archive some first.`)
  .superRefine((fields, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    const onPage = fields.filter((field) => field.onSignUp);
    if (onPage.length > mostOnPage) refuse(`The sign-up page takes ${mostOnPage} questions of your own at most.`);
    const ids = fields.flatMap((field) => field.id ?? []);
    if (new Set(ids).size < ids.length) refuse("A field stands twice in the list.");
    if (Math.max(bytesOf(onPage, "label"), bytesOf(onPage, "labelEs")) > mostBytes)
      refuse("All questions and choices together are too long for a page that opens at once on any phone.");
  });

export type FieldDraft = z.output<typeof draft>;

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** Bytes as they stand on the page: a choice brings its tags along. */
function bytesOf(fields: { label: string; labelEs: string; choices: string[] }[], language: "label" | "labelEs") {
  const sizes = fields.flatMap((field) => [
    bytes(field[language] || field.label),
    ...field.choices.map((choice) => bytes(choice) + 17),
  ]);
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What a new field of each kind starts as. */
export function newField(kind: FieldKind): FieldDraft {
  return {
    id: null,
    label: "",
    labelEs: "",
    kind,
    choices: kind === "choice" ? ["", ""] : [],
    onSignUp: true,
    required: false,
  };
}
