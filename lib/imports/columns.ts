import { z } from "zod";

/** What a column may be. A field of the leader's own is "field:12". */
export const targets = [
  "phone",
  "phoneLabel",
  "name",
  "firstName",
  "lastName",
  "email",
  "birthDate",
  "birthMonth",
  "birthDay",
  "birthYear",
  "city",
  "state",
  "postalCode",
  "country",
  "gender",
  "language",
  "tags",
  "status",
  "optIn",
  "optOut",
  "optInAt",
  "consentSource",
  "reachable",
] as const;
export type Target = (typeof targets)[number] | `field:${number}`;

/** Of these a file may have several columns: numbers to choose from, and words about consent, which all count. */
const several = new Set<string>(["phone", "phoneLabel", "status", "optIn", "optOut", "optInAt", "consentSource"]);
const dates = new Set<string>(["birthDate", "optIn", "optOut", "optInAt"]);
/** Whether a column's values may be dates, in the order the file writes them. Fields of the leader's own are apart. */
export const isDateTarget = (target: string | null): boolean => target !== null && dates.has(target);
/** Whether more than one column may be matched to a target. */
export const maySeveral = (target: string): boolean => several.has(target);

const target = z.union([z.enum(targets), z.templateLiteral(["field:", z.int().positive()])]);

/** How the file's columns are understood, and by which rule two rows about one person are merged. */
export const mapping = z
  .object({
    /** members: people to add. suppression: numbers that must never be texted, and nothing else. */
    kind: z.enum(["members", "suppression"]).default("members"),
    /** By the column's place in the file, from 0; null: not used. */
    columns: z.array(target.nullable()).max(500),
    /** The first row has the columns' names. */
    header: z.boolean(),
    /** Rows of the file above the first row that counts, for the rows' numbers. */
    skipped: z.int().min(0).max(10_000).default(0),
    /** 5/17/1990 or 17/5/1990. auto: as all rows of the file together say. */
    dates: z.enum(["auto", "month_first", "day_first"]),
    /** fill: what is known stays, the file fills what is empty. replace: the file wins where it says something. */
    rule: z.enum(["fill", "replace"]),
    /** Tags for everybody in the file. */
    tags: z.array(z.string().trim().min(1).max(40)).max(20),
    /** What words in status and consent columns mean that nobody could know, by the word (consent-words.ts, wordKey). */
    meanings: z
      .record(z.string().max(100), z.enum(["in", "out", "invited"]))
      .refine((answers) => Object.keys(answers).length <= 100, "Answer at most 100 values.")
      .default({}),
    /** Columns, by their place, whose values look like consent though their names don't say so: to be asked about. */
    asks: z.array(z.int().min(0).max(499)).max(500).default([]),
  })
  .superRefine(({ columns }, context) => {
    const used = columns.filter((one) => one !== null);
    const twice = used.find((one, at) => used.indexOf(one) !== at && !maySeveral(one));
    if (!used.includes("phone")) {
      context.addIssue({
        code: "custom",
        message: "Which column has the phone numbers? Nobody can be added without one.",
      });
    }
    if (twice)
      context.addIssue({
        code: "custom",
        message: `Two columns are both matched to “${targetName(twice, [])}”. Pick one of them.`,
      });
  });
export type Mapping = z.output<typeof mapping>;

/** The columns still to be asked about: what was matched to anything but a custom field is answered. */
export const openQuestions = ({ asks, columns, kind }: Pick<Mapping, "asks" | "columns" | "kind">): number[] =>
  kind === "suppression" ? [] : asks.filter((at) => !columns[at] || columns[at]?.startsWith("field:"));

/** The mapping with the answer about one column: what it says of consent, or null where it is about something else. */
export function answerColumn(given: Mapping, at: number, answer: "optIn" | "optOut" | null): Mapping {
  const columns = answer === null ? given.columns : given.columns.map((old, place) => (place === at ? answer : old));
  return { ...given, columns, asks: given.asks.filter((place) => place !== at) };
}
/** How a file's days are written, once it is known. */
export type DateOrder = Exclude<Mapping["dates"], "auto">;

type OwnField = { id: number; label: string };

const names: Record<(typeof targets)[number], string> = {
  phone: "Phone number",
  phoneLabel: "Phone label (mobile, work, …)",
  name: "Full name",
  firstName: "First name",
  lastName: "Last name",
  email: "Email",
  birthDate: "Date of birth",
  birthMonth: "Birth month",
  birthDay: "Day of birth (1–31)",
  birthYear: "Birth year",
  city: "City",
  state: "State or province",
  postalCode: "ZIP or postal code",
  country: "Country",
  gender: "Gender",
  language: "Language",
  tags: "Tags",
  status: "Status",
  optIn: "Opted in (yes or no)",
  optOut: "Opted out (yes or no, or when)",
  optInAt: "Opted in on",
  consentSource: "Source of consent",
  reachable: "Can be texted (Tenfour’s own export)",
};

/** What a target is called on screen. */
export function targetName(target: string, fields: OwnField[]): string {
  if (target in names) return names[target as keyof typeof names];
  return fields.find((field) => target === `field:${field.id}`)?.label ?? "a custom field";
}
