import { z } from "zod";

/** What a column may be. A field of the leader's own is "field:12". */
export const targets = [
  "phone",
  "name",
  "firstName",
  "lastName",
  "email",
  "birthDate",
  "city",
  "state",
  "postalCode",
  "gender",
  "language",
  "tags",
] as const;
export type Target = (typeof targets)[number] | `field:${number}`;

const target = z.union([z.enum(targets), z.templateLiteral(["field:", z.int().positive()])]);

/** How the file's columns are understood, and by which rule two rows about one person are merged. */
export const mapping = z
  .object({
    /** By the column's place in the file, from 0; null: not used. */
    columns: z.array(target.nullable()).max(500),
    /** The first row has the columns' names. */
    header: z.boolean(),
    /** 5/17/1990 or 17/5/1990. */
    dates: z.enum(["month_first", "day_first"]),
    /** fill: what is known stays, the file fills what is empty. replace: the file wins where it says something. */
    rule: z.enum(["fill", "replace"]),
    /** Tags for everybody in the file. */
    tags: z.array(z.string().trim().min(1).max(40)).max(20),
  })
  .superRefine(({ columns }, context) => {
    const used = columns.filter((one) => one !== null);
    const twice = used.find((one, at) => used.indexOf(one) !== at);
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

type OwnField = { id: number; label: string };

const names: Record<(typeof targets)[number], string> = {
  phone: "Phone number",
  name: "Full name",
  firstName: "First name",
  lastName: "Last name",
  email: "E-mail",
  birthDate: "Date of birth",
  city: "City",
  state: "State or province",
  postalCode: "ZIP or postal code",
  gender: "Gender",
  language: "Language",
  tags: "Tags",
};

/** What a target is called on screen. */
export function targetName(target: string, fields: OwnField[]): string {
  if (target in names) return names[target as keyof typeof names];
  return fields.find((field) => target === `field:${field.id}`)?.label ?? "a field of yours";
}

/** Names that files give their columns, plain letters and digits only; the longer ones are looked for inside, too. */
const known: Record<(typeof targets)[number], string[]> = {
  phone: [
    "phone",
    "phonenumber",
    "mobile",
    "mobilenumber",
    "mobilephone",
    "cell",
    "cellphone",
    "cellnumber",
    "telephone",
    "tel",
    "telefono",
    "telefon",
    "movil",
    "celular",
    "number",
    "sms",
    "msisdn",
    "contactnumber",
    "phone1value",
  ],
  firstName: ["firstname", "first", "fname", "givenname", "forename", "nombre", "vorname", "prenom"],
  lastName: ["lastname", "last", "lname", "surname", "familyname", "apellido", "apellidos", "nachname", "nom"],
  name: ["name", "fullname", "contact", "contactname", "nombrecompleto", "member", "fan"],
  email: ["email", "emailaddress", "mail", "correo", "correoelectronico", "email1value"],
  birthDate: [
    "birthdate",
    "dateofbirth",
    "dob",
    "birthday",
    "born",
    "bday",
    "fechadenacimiento",
    "nacimiento",
    "geburtsdatum",
  ],
  city: ["city", "town", "ciudad", "locality", "stadt", "ville"],
  state: ["state", "province", "region", "stateprovince", "estado", "provincia", "st"],
  postalCode: ["zip", "zipcode", "postalcode", "postcode", "postal", "codigopostal", "plz", "zippostalcode"],
  gender: ["gender", "sex", "genero", "sexo", "pronouns"],
  language: ["language", "lang", "locale", "idioma", "preferredlanguage", "sprache"],
  tags: ["tags", "tag", "labels", "groups", "lists", "list", "segments", "etiquetas"],
};

/**
 * Guesses what each column is: by its name first, exactly and then as a part of it, else by what stands in it. No
 * target is given twice; a column that nothing speaks for stays unused.
 */
export function guessColumns(
  header: string[] | null,
  sample: string[][],
  fields: OwnField[],
  isPhone: (text: string) => boolean,
): (Target | null)[] {
  const width = Math.max(header?.length ?? 0, ...sample.map((row) => row.length));
  const guessed: (Target | null)[] = Array.from({ length: width }, () => null);
  const free = (target: Target) => !guessed.includes(target);
  const give = (at: number, target: Target) => {
    if (guessed[at] === null && free(target)) guessed[at] = target;
  };
  const plain = (header ?? []).map(plainName);
  const giveWhere = (target: Target, is: (name: string) => boolean) => {
    const at = plain.findIndex((name, place) => guessed[place] === null && name !== "" && is(name));
    if (at >= 0) give(at, target);
  };
  for (const field of fields) giveWhere(`field:${field.id}`, (name) => name === plainName(field.label));
  for (const target of targets) giveWhere(target, (name) => known[target].includes(name));
  for (const target of targets) {
    giveWhere(target, (name) => known[target].some((one) => one.length > 4 && name.includes(one)));
  }
  guessByContent(guessed, sample, give, isPhone);
  // A file with first and last names has no use for a third column of names.
  const whole = guessed.indexOf("name");
  if (whole >= 0 && (guessed.includes("firstName") || guessed.includes("lastName"))) {
    if (guessed.includes("firstName") && guessed.includes("lastName")) guessed[whole] = null;
    else if (guessed.includes("lastName")) guessed[whole] = "firstName";
  }
  return guessed;
}

function guessByContent(
  guessed: (Target | null)[],
  sample: string[][],
  give: (at: number, target: Target) => void,
  isPhone: (text: string) => boolean,
): void {
  const mostly = (at: number, is: (text: string) => boolean) => {
    const cells = sample.map((row) => row[at]?.trim() ?? "").filter(Boolean);
    return cells.length > 0 && cells.filter(is).length / cells.length > 0.6;
  };
  for (let at = 0; at < guessed.length; at++) {
    if (mostly(at, isPhone)) give(at, "phone");
    else if (mostly(at, (text) => /^\S+@\S+\.\w{2,}$/.test(text))) give(at, "email");
    else if (mostly(at, (text) => /^\d{5}(-\d{4})?$/.test(text))) give(at, "postalCode");
  }
}

/** Day or month first? Told by the first value that can only be one of them; else as Americans write. */
export function guessDates(values: string[]): Mapping["dates"] {
  for (const value of values) {
    const [, first, second] = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}$/.exec(value.trim()) ?? [];
    if (Number(first) > 12) return "day_first";
    if (Number(second) > 12) return "month_first";
  }
  return "month_first";
}

function plainName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
