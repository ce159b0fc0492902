import type { Field } from "@/lib/fields/queries";
import type { Incoming } from "@/lib/members/take-in";
import { readPhone } from "@/lib/numbers/phone";
import { locate } from "@/lib/places/postal-codes";
import { readRegion } from "@/lib/places/regions";
import type { Mapping, Target } from "./columns";
import type { Reason } from "./counts";
import {
  ageOn,
  readCustom,
  readDay,
  readEmail,
  readLanguage,
  readPostalCode,
  readTags,
  splitName,
  tidy,
} from "./values";

export type Reading = {
  mapping: Mapping;
  fields: Pick<Field, "id" | "kind" | "choices">[];
  /** Years. */
  minAge: number;
  caribbean: boolean;
  /** The leader's own numbers: they are no members. */
  ownNumbers: Set<string>;
  now: Date;
};

export type Read =
  | { person: Incoming; tags: string[]; leftOut: { target: Target; value: string }[] }
  | { refused: Reason; value: string }
  | "blank";

/** COPPA: nothing of anybody younger is stored. A leader may ask for more. */
const youngest = 13;

/** Understands one row. Without a number that can be texted it is refused; another value that cannot be read is left out. */
export function readRow(cells: string[], by: Reading): Read {
  const cell = new Map<Target, string>();
  by.mapping.columns.forEach((target, at) => {
    const text = target && tidy(cells[at] ?? "");
    if (target && text) cell.set(target, text);
  });
  if (cell.size === 0 && cells.every((text) => text.trim() === "")) return "blank";
  const number = readNumber(cell.get("phone") ?? "", by);
  if ("refused" in number) return number;
  const leftOut: { target: Target; value: string }[] = [];
  const take = <T>(target: Target, read: (text: string) => T | null): T | null => {
    const text = cell.get(target);
    if (text === undefined) return null;
    const value = read(text);
    if (value === null) leftOut.push({ target, value: text.slice(0, 60) });
    return value;
  };
  const birthDate = take("birthDate", (text) => readBirthDate(text, by));
  if (birthDate && ageOn(birthDate, by.now) < Math.max(youngest, by.minAge)) return { refused: "too_young", value: "" };
  const split = splitName((cell.get("name") ?? "").slice(0, 121));
  const person: Incoming = {
    ...number,
    firstName: cut(cell.get("firstName") ?? split.firstName, 60),
    lastName: cut(cell.get("lastName") ?? split.lastName, 60),
    birthDate,
    email: take("email", readEmail),
    gender: cut(cell.get("gender") ?? null, 40),
    language: take("language", readLanguage),
    ...readPlace(cell.get("city") ?? null, take("state", readRegion), take("postalCode", readPostalCode)),
    custom: {},
  };
  for (const field of by.fields) {
    const value = take(`field:${field.id}`, (text) => readCustom(field, text, by.mapping.dates, by.now));
    if (value !== null) person.custom[field.id] = value;
  }
  return { person, tags: readTags(cell.get("tags") ?? ""), leftOut };
}

function readNumber(
  text: string,
  by: Reading,
): { phone: string; country: string } | { refused: Reason; value: string } {
  const no = (refused: Reason) => ({ refused, value: text.slice(0, 60) });
  if (text === "") return no("no_number");
  // 1.77337E+10: the spreadsheet kept the first digits only.
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) return no("shortened_number");
  const phone = readPhone(text.replace(/^'/, "").replace(/\.0+$/, ""));
  if (!phone) return no("bad_number");
  if (!phone.e164.startsWith("+1")) return no("abroad");
  // Area codes and exchanges begin with 2 to 9; what only has the right length is a typing error.
  if (!/^\+1[2-9]\d{2}[2-9]\d{6}$/.test(phone.e164)) return no("bad_number");
  if (phone.caribbean && !by.caribbean) return no("caribbean");
  if (by.ownNumbers.has(phone.e164)) return no("own_number");
  return { phone: phone.e164, country: phone.country };
}

function readBirthDate(text: string, { mapping, now }: Reading): string | null {
  const date = readDay(text, mapping.dates, now);
  const past = date && date <= now.toISOString().slice(0, 10);
  return past && Number(date.slice(0, 4)) >= now.getUTCFullYear() - 120 ? date : null;
}

/** The state, the degrees and the zone follow from the postal code or the city. */
function readPlace(cityText: string | null, state: string | null, postalCode: string | null) {
  const city = cut(cityText, 80);
  const place = city || postalCode ? locate({ city, state, postalCode }) : null;
  return {
    city,
    state: state ?? place?.state ?? null,
    postalCode,
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    timeZone: place?.timeZone ?? null,
  };
}

const cut = (text: string | null, most: number) => (text ? [...text].slice(0, most).join("").trim() || null : null);
