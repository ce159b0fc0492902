import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { readMonthDay } from "@/lib/fields/day";
import { countryOfPostalCode, readCountry } from "@/lib/places/abroad";
import { describePlace } from "@/lib/places/describe";
import { readRegion } from "@/lib/places/regions";
import { areaCodeOf } from "@/lib/places/whereabouts";
import { ageOn } from "./age";
import { readDate } from "./details";
import { type CustomValues, type Member, members } from "./table";

/** What the team may change of a member; empty takes it away. The number is who they are, and stays. */
export const editable = [
  "firstName",
  "lastName",
  "birthDate",
  "city",
  "state",
  "postalCode",
  "addressCountry",
  "gender",
  "email",
  "language",
] as const;
export type Editable = (typeof editable)[number];

const tidy = (text: string) =>
  text
    .toWellFormed()
    // Control characters have no place in a name; NUL cannot even be stored.
    .replace(/\p{Cc}/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
const line = (what: string, most: number) =>
  z
    .string()
    .transform(tidy)
    .pipe(z.string().max(most, `${what} may have ${most} characters at most.`));
const orNull = (text: string) => text || null;

const noBirthday: { birthDate: string | null; birthMonthDay: number | null } = { birthDate: null, birthMonthDay: null };

/** COPPA: nothing of anybody younger is stored. */
const youngest = 13;

/** The form's fields as typed; `now` decides about ages (UTC). Messages are sentences for the person who typed. */
export function memberEdit(now: Date) {
  return z
    .object({
      firstName: line("A first name", 60).transform(orNull),
      lastName: line("A last name", 60).transform(orNull),
      birthDate: line("A date of birth", 20).transform((text, context) => {
        if (!text) return noBirthday;
        const monthDay = readMonthDay(text);
        if (monthDay) return { birthDate: null, birthMonthDay: Number(monthDay.replace("-", "")) };
        const date = readDate(text, now);
        if (!date)
          context.addIssue({
            code: "custom",
            message: "Write the date of birth like 5/17/1990, or 5/17 without the year.",
          });
        else if (ageOn(date, now.toISOString().slice(0, 10)) < youngest)
          context.addIssue({ code: "custom", message: "Nothing about children under 13 may be stored." });
        return { birthDate: date, birthMonthDay: null };
      }),
      city: line("A city", 80).transform(orNull),
      state: line("A state", 40).transform((text, context) => {
        if (!text) return null;
        const region = readRegion(text);
        if (region || readCountry(text)) return region ?? text;
        context.addIssue({ code: "custom", message: "That is no state or province; write IL or Illinois." });
        return null;
      }),
      postalCode: line("A postal code", 12)
        .transform((text) => (/^[a-z]\d[a-z]\s?\d[a-z]\d$/i.test(text) ? spaced(text) : text))
        .refine(isPostalCode, "Write a postal code like 60601 or K1A 0B1.")
        .transform(orNull),
      addressCountry: line("A country", 60)
        .default("")
        .refine((text) => text === "" || readCountry(text) !== null, "Write a country like US, Canada or Mexico.")
        .transform((text) => readCountry(text)),
      gender: line("A gender", 40).transform(orNull),
      email: line("An e-mail address", 200)
        .pipe(z.union([z.literal(""), z.email("That is no e-mail address; it looks like name@example.com.")]))
        .transform(orNull),
      language: z.enum(["", "en", "es"]).transform((text) => text || null),
    })
    .transform(({ birthDate: born, ...rest }) => ({ ...rest, ...born }));
}
export type MemberEdit = z.output<ReturnType<typeof memberEdit>>;

/** Of the US or Canada, or as only one other country writes it. */
const isPostalCode = (text: string) =>
  /^$|^\d{5}(-\d{4})?$|^[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d$/.test(text) || countryOfPostalCode(text) !== null;

const spaced = (code: string) => code.toUpperCase().replace(/^(...)\s?(...)$/, "$1 $2");

/**
 * Changes what is stored of a member; where they are follows from their postal code or city. `custom` holds only the
 * answers that change, null takes one away. Null where this leader has no such member.
 */
export async function changeMember(
  tx: Tx,
  leaderId: number,
  id: number,
  edit: MemberEdit,
  custom: Record<string, CustomValues[string] | null>,
): Promise<Member | null> {
  const whose = and(eq(members.leaderId, leaderId), eq(members.id, id));
  const [before] = await tx.select().from(members).where(whose).for("update");
  if (!before) return null;
  const [changed] = await tx
    .update(members)
    .set({ ...edit, ...whereabouts(edit, before), custom: merged(before.custom, custom) })
    .where(whose)
    .returning();
  return changed ?? null;
}

/** A place that nobody changed keeps its point, also one that an import brought along. */
function whereabouts(edit: MemberEdit, before: Member) {
  const { city, state, postalCode, addressCountry } = edit;
  const same = city === before.city && state === before.state && postalCode === before.postalCode;
  if (same && addressCountry === before.addressCountry) return {};
  return describePlace({ postalCode, city, state, addressCountry, areaCode: areaCodeOf(before.phone) });
}

function merged(before: CustomValues, changes: Record<string, CustomValues[string] | null>): CustomValues {
  const custom = { ...before };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete custom[key];
    else custom[key] = value;
  }
  return custom;
}
