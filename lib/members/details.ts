import { z } from "zod";
import { type AnswerProblem, type Asked, readAnswers, type Value } from "@/lib/fields/answers";
import { readDay } from "@/lib/fields/day";
import { mostFields } from "@/lib/fields/draft";
import { oneLine } from "@/lib/fields/line";
import { readPostalCode } from "@/lib/places/read-postal-code";

/** What every sign-up page asks, before the leader's own fields. */
export const standardFields = ["firstName", "lastName", "birthDate", "place", "gender", "email"] as const;
export type StandardField = (typeof standardFields)[number];
/** What a fan typed, by the input's name, as it is shown again when something is wrong with it. */
export type Typed = Record<string, string>;
/** What is wrong with a field, as a code that each language has words for. */
export type Wrong = AnswerProblem | "too_young" | "no_email" | "no_place" | "no_phone" | "not_home";

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
/** Answers to the leader's own fields by the field's id; null: nothing was answered. */
export type Answers = Record<string, Value | null>;

/** COPPA: nothing of anybody younger is stored. A leader may ask for more. */
const youngest = 13;

const line = (most: number) => z.string().transform(oneLine).pipe(z.string().max(most, "too_long"));
const needed = (most: number) => line(most).pipe(z.string().min(1, "missing"));

function schema(minAge: number, now: Date) {
  return z.object({
    firstName: needed(60),
    lastName: needed(60),
    birthDate: needed(20).transform((text, context) => {
      const problem = birthDateProblem(text, minAge, now);
      if (problem) context.addIssue({ code: "custom", message: problem });
      return readDate(text, now) ?? "";
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
  const own = [...new Set(form.keys())].filter((name) => /^f\d{1,9}$/.test(name)).slice(0, mostFields);
  return Object.fromEntries([...standardFields, ...own].map((name) => [name, (form.get(name) ?? "").slice(0, 500)]));
}

/**
 * Checks what was typed, into every page's fields and the leader's own. minAge in years; now decides about ages (in
 * UTC, half a day to nobody's harm).
 */
export function readDetails(
  typed: Typed,
  minAge: number,
  now: Date,
  asked: Asked[] = [],
): { details: Details; answers: Answers } | { wrong: Record<string, Wrong> } {
  const own = readAnswers(asked, typed);
  const parsed = schema(minAge, now).safeParse(
    Object.fromEntries(standardFields.map((name) => [name, typed[name] ?? ""])),
  );
  if (parsed.success && Object.keys(own.wrong).length === 0) {
    const { place, gender, email, ...rest } = parsed.data;
    return { details: { ...rest, ...place, gender: gender || null, email: email || null }, answers: own.answers };
  }
  const wrong: Record<string, Wrong> = { ...own.wrong };
  for (const issue of parsed.error?.issues ?? []) wrong[String(issue.path[0])] ??= issue.message as Wrong;
  return { wrong };
}

/** A birthday: a day of a living person, or null. */
export function readDate(text: string, now: Date): string | null {
  const day = readDay(text);
  if (!day || new Date(`${day}T00:00:00Z`) > now) return null;
  return Number(day.slice(0, 4)) >= now.getUTCFullYear() - 120 ? day : null;
}

/** What is wrong with a birthday for a leader who asks for `minAge` years; null where it is right. */
export function birthDateProblem(text: string, minAge: number, now: Date): "no_date" | "too_young" | null {
  const date = readDate(text, now);
  if (!date) return "no_date";
  return ageOn(date, now) < Math.max(youngest, minAge) ? "too_young" : null;
}

function ageOn(date: string, now: Date): number {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const had = now.getUTCMonth() + 1 > month || (now.getUTCMonth() + 1 === month && now.getUTCDate() >= day);
  return now.getUTCFullYear() - year - (had ? 0 : 1);
}

/** A US or Canadian postal code in its usual writing, or else a city. Digits that are no code are neither. */
function readPlace(text: string): [postalCode: string | null, city: string | null] {
  // A city beside the code is kept, and read with it (lib/places/resolve.ts).
  const code = /\p{L}{4}/u.test(text.replace(/\busa\b/i, "")) ? null : readPostalCode(text);
  if (code) return [code, null];
  return /\p{L}{2}/u.test(text) ? [null, text] : [null, null];
}
