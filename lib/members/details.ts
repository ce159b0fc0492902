import { z } from "zod";

/** What a fan typed, as it is shown again when something is wrong with it. */
export type Typed = Record<Field, string>;
export const fields = ["firstName", "lastName", "birthDate", "place", "gender", "email"] as const;
export type Field = (typeof fields)[number];
/** What is wrong with a field, as a code that each language has words for. */
export type Wrong = "missing" | "too_long" | "no_date" | "too_young" | "no_email" | "no_place";

export type Details = {
  firstName: string;
  lastName: string;
  /** YYYY-MM-DD. */
  birthDate: string;
  city: string | null;
  postalCode: string | null;
  gender: string | null;
  email: string | null;
};

/** COPPA: nothing of anybody younger is stored. A leader may ask for more. */
const youngest = 13;
const zip = /^\d{5}(?:[-\s]?\d{4})?$/;
const canadian = /^([ABCEGHJ-NPRSTVXY]\d[A-Z])[\s-]?(\d[A-Z]\d)$/i;

const tidy = (text: string) =>
  text
    .toWellFormed()
    // Control characters have no place in a name; NUL cannot even be stored.
    .replace(/\p{Cc}/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
const line = (most: number) => z.string().transform(tidy).pipe(z.string().max(most, "too_long"));
const needed = (most: number) => line(most).pipe(z.string().min(1, "missing"));

function schema(minAge: number, now: Date) {
  return z.object({
    firstName: needed(60),
    lastName: needed(60),
    birthDate: needed(20).transform((text, context) => {
      const date = readDate(text, now);
      const problem: Wrong | null = !date
        ? "no_date"
        : ageOn(date, now) < Math.max(youngest, minAge)
          ? "too_young"
          : null;
      if (problem) context.addIssue({ code: "custom", message: problem });
      return date ?? "";
    }),
    place: needed(80).transform((text, context) => {
      const [postalCode, city] = readPlace(text);
      if (!postalCode && !city) context.addIssue({ code: "custom", message: "no_place" });
      return { postalCode, city };
    }),
    gender: line(40),
    email: line(200).pipe(z.union([z.literal(""), z.email("no_email")], "no_email")),
  });
}

/** What was typed, from a posted form: missing fields are empty, too long ones are cut for showing again. */
export function typedIn(form: URLSearchParams): Typed {
  const typed = Object.fromEntries(fields.map((field) => [field, (form.get(field) ?? "").slice(0, 500)]));
  return typed as Typed;
}

/** Checks what was typed. minAge in years; now decides about ages (in UTC, half a day to nobody's harm). */
export function readDetails(
  typed: Typed,
  minAge: number,
  now: Date,
): { details: Details } | { wrong: Partial<Record<Field, Wrong>> } {
  const parsed = schema(minAge, now).safeParse(typed);
  if (parsed.success) {
    const { place, gender, email, ...rest } = parsed.data;
    return { details: { ...rest, ...place, gender: gender || null, email: email || null } };
  }
  const wrong: Partial<Record<Field, Wrong>> = {};
  for (const issue of parsed.error.issues) wrong[issue.path[0] as Field] ??= issue.message as Wrong;
  return { wrong };
}

/** "1990-05-17", "5/17/1990" or "05-17-1990" → "1990-05-17"; null for what is no day of a living person. */
export function readDate(text: string, now: Date): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const american = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : american ? [american[3], american[1], american[2]] : [];
  if (!year || !month || !day) return null;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) return null;
  return at <= now && Number(year) >= now.getUTCFullYear() - 120 ? date : null;
}

function ageOn(date: string, now: Date): number {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const had = now.getUTCMonth() + 1 > month || (now.getUTCMonth() + 1 === month && now.getUTCDate() >= day);
  return now.getUTCFullYear() - year - (had ? 0 : 1);
}

/** A US or Canadian postal code in its usual writing, or else a city. Digits that are no code are neither. */
function readPlace(text: string): [postalCode: string | null, city: string | null] {
  if (zip.test(text)) return [text.replace(/^(\d{5})[-\s]?(\d{4})$/, "$1-$2"), null];
  const code = canadian.exec(text);
  if (code) return [`${code[1]} ${code[2]}`.toUpperCase(), null];
  return /\p{L}{2}/u.test(text) ? [null, text] : [null, null];
}
