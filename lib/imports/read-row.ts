import { orderOf } from "@/lib/fields/day";
import type { Field } from "@/lib/fields/queries";
import type { Incoming } from "@/lib/members/take-in";
import { countryOfPostalCode, readCountry } from "@/lib/places/abroad";
import { describePlace } from "@/lib/places/describe";
import { readPostalCode } from "@/lib/places/read-postal-code";
import { readRegion } from "@/lib/places/regions";
import { areaCodeOf } from "@/lib/places/whereabouts";
import { isYounger, readBirth } from "./birth";
import { type DateOrder, isDateTarget, type Mapping, openQuestions, type Target } from "./columns";
import { type AskedValue, type ConsentColumn, consentColumns, type RowConsent, readConsent } from "./consent-of-row";
import type { Reason } from "./counts";
import { readNames } from "./names/of-row";
import { isNothing } from "./nothing";
import {
  everyPhone,
  type PhoneColumn,
  type PhoneRules,
  phoneColumns,
  type RowPhones,
  readPhones,
} from "./phone-of-row";
import { type StrayColumn, strayColumns, strayWords } from "./stray-words";
import { cut, readCustom, readEmail, readLanguage, readTags, tidy } from "./values";

export type Reading = PhoneRules & {
  mapping: Mapping;
  /** How days are read where the mapping says "auto"; month first where it is missing. */
  order?: DateOrder;
  /** Cells of the header row; empty where there is none. */
  names?: string[];
  fields: Pick<Field, "id" | "kind" | "choices">[];
  /** Years. */
  minAge: number;
  /** The leader's, IANA: what times without a zone are in. */
  timeZone?: string;
  now: Date;
};

export type Read =
  | {
      person: Incoming;
      tags: string[];
      leftOut: { target: Target; value: string }[];
      /** Words about consent that have to be asked about. */
      unknown: string[];
      /** What the row has in columns that have to be asked about. */
      asked: AskedValue[];
      /** In what order days are written, of those that can only be read in one; told where the file has to tell. */
      orders: DateOrder[];
      /** Of a row that opts out: every other number of it. */
      others: Incoming[];
    }
  /** `others`: numbers that a row opts out of which no member can be made. */
  | { refused: Reason; value: string; others?: Incoming[] }
  | "blank";

/** COPPA: nothing of anybody younger is stored. A leader may ask for more. */
const youngest = 13;

/** What follows from the columns alone, worked out once for all rows. */
type Plan = {
  phones: PhoneColumn[];
  consent: ConsentColumn[];
  stray: StrayColumn[];
  asks: { at: number; name: string }[];
  order: DateOrder;
  days: number[];
};
const plans = new WeakMap<Reading, Plan>();
function planOf(by: Reading): Plan {
  const known = plans.get(by);
  if (known) return known;
  const { columns, dates } = by.mapping;
  const consent = consentColumns(columns, by.names ?? [], by.timeZone ?? "UTC");
  const plan: Plan = {
    consent,
    stray: strayColumns(columns, by.names ?? [], consent.length > 0),
    asks: openQuestions({ ...by.mapping, asks: by.mapping.asks ?? [] }).map((at) => ({
      at,
      name: by.names?.[at]?.trim() || `Column ${at + 1}`,
    })),
    phones: phoneColumns(columns, by.names ?? []),
    order: dates === "auto" ? (by.order ?? "month_first") : dates,
    days: dates === "auto" ? columns.flatMap((target, at) => (isDay(target, by) ? [at] : [])) : [],
  };
  plans.set(by, plan);
  return plan;
}

/** Columns of days, which prove together in what order the file writes them. */
const isDay = (target: Target | null, by: Reading): boolean =>
  isDateTarget(target) || by.fields.some((field) => field.kind === "date" && target === `field:${field.id}`);

/**
 * Understands one row. Without a number that can be texted it is refused; another value that cannot be read is left out.
 * Of a suppression list only the numbers are taken. Whatever says somebody is out counts for every number of the row,
 * also where it is refused.
 */
export function readRow(cells: string[], by: Reading): Read {
  const plan = planOf(by);
  const cell = new Map<Target, string>();
  const clean: string[] = [];
  by.mapping.columns.forEach((target, at) => {
    const raw = cells[at];
    if (!target || !raw) return;
    const text = tidy(raw);
    if (text === "" || (isNothing(text, target) && !isChoice(text, target, by))) return;
    clean[at] = text;
    if (!cell.has(target)) cell.set(target, text);
  });
  if (cell.size === 0 && cells.every((text) => text.trim() === "")) return "blank";
  const said = sayingOf(cells, clean, plan, by);
  const number = readPhones(clean, plan.phones, by);
  const outs = optedOutBy(cells, number, said.consent, by);
  const refuse = (reason: Reason, value: string): Read =>
    outs.length > 0 ? { refused: reason, value, others: outs } : { refused: reason, value };
  if (by.mapping.kind === "suppression") {
    const [person, ...others] = outs;
    if (person) return { person, tags: [], leftOut: [], unknown: [], asked: [], orders: [], others };
  }
  if ("refused" in number) return refuse(number.refused, number.value);
  const leftOut: { target: Target; value: string }[] = [];
  const take = <T>(target: Target, read: (text: string) => T | null): T | null => {
    const text = cell.get(target);
    if (text === undefined) return null;
    const value = read(text);
    if (value === null) leftOut.push({ target, value: text.slice(0, 60) });
    return value;
  };
  const born = readBirth(cell, plan.order, by.now);
  if (isYounger(born, Math.max(youngest, by.minAge), by.now)) return refuse("too_young", "");
  for (const { target, value } of born.unread) leftOut.push({ target, value: value.slice(0, 60) });
  const others = outs.filter(({ phone }) => phone !== number.best.phone);
  const unused = number.others.filter((one) => !others.some(({ phone }) => phone === one.phone));
  for (const other of [...unused.map((one) => one.phone), ...number.unusable])
    leftOut.push({ target: "phone", value: other });
  const { consent, unknown, ahead, asked } = said;
  leftOut.push(...ahead);
  const { unused: unusedName, ...names } = readNames(cell);
  if (unusedName !== null) leftOut.push({ target: "firstName", value: unusedName.slice(0, 60) });
  const person: Incoming = {
    ...number.best,
    ...names,
    birthDate: born.date,
    birthMonthDay: born.monthDay,
    email: take("email", readEmail),
    gender: cut(cell.get("gender") ?? null, 40),
    language: take("language", readLanguage),
    ...readPlace(cell, number.best.phone, leftOut),
    custom: {},
    consent,
  };
  for (const field of by.fields) {
    const value = take(`field:${field.id}`, (text) => readCustom(field, text, plan.order, by.now));
    if (value !== null) person.custom[field.id] = value;
  }
  return {
    person,
    tags: readTags(cell.get("tags") ?? ""),
    leftOut,
    unknown,
    asked,
    orders: ordersOf(clean, plan),
    others,
  };
}

function ordersOf(cells: string[], { days }: Plan): DateOrder[] {
  if (days.length === 0) return [];
  return days.flatMap((at) => orderOf(cells[at] ?? "") ?? []);
}

/** What a row says of consent, in whatever column. Of a suppression list only its columns about consent are read. */
function sayingOf(
  cells: string[],
  clean: string[],
  { consent, stray, asks, order }: Plan,
  by: Reading,
): RowConsent & { asked: AskedValue[] } {
  const members = by.mapping.kind !== "suppression";
  const words = members ? strayWords(cells, stray) : [];
  if (consent.length === 0 && words.length === 0 && asks.length === 0) return noConsentColumns;
  const asked = asks.map(({ at, name }) => ({ at, name, value: tidy(cells[at] ?? "") }));
  const meanings = members ? (by.mapping.meanings ?? {}) : {};
  return { ...readConsent(clean, consent, { now: by.now, order, meanings, stray: words, asked }), asked };
}

const noConsentColumns = { consent: null, unknown: [], ahead: [], asked: [] };

function isChoice(text: string, target: Target, by: Reading): boolean {
  if (!target.startsWith("field:")) return false;
  const field = by.fields.find((one) => target === `field:${one.id}`);
  return field?.kind === "choice" && field.choices.some((one) => one.toLowerCase() === text.toLowerCase());
}

/** The numbers of a row that must not be texted, the best first, with when and where it says so. */
function optedOutBy(cells: string[], number: RowPhones, said: RowConsent["consent"], by: Reading): Incoming[] {
  const all = by.mapping.kind === "suppression";
  const isOut = said?.says === "out";
  if (!all && !isOut) return [];
  const best = "refused" in number ? [] : [number.best, ...number.others];
  const rest = everyPhone(cells.map(tidy), by.mapping.columns, by.names ?? [], { ...by, all });
  const words = [all ? "Suppression list" : null, isOut ? said.words : null].filter(Boolean).join(", ");
  const consent = { says: "out" as const, at: isOut ? said.at : null, words, agreedAt: null, muted: false };
  return [...best, ...rest.filter((one) => !best.some(({ phone }) => phone === one.phone))].map(
    ({ phone, country }) => ({ ...nobody, phone, country, custom: {}, consent }),
  );
}

const nobody = {
  ...{ firstName: null, lastName: null, birthDate: null, email: null, gender: null, language: null, city: null },
  ...{ state: null, postalCode: null, addressCountry: null, latitude: null, longitude: null, timeZone: null },
};

/**
 * What is missing of the address follows from the rest of it, as at sign-up. What cannot be read is kept as it was
 * written, and told: it says that nobody knows where they are, which widens the quiet hours (lib/places/resolve.ts).
 */
function readPlace(cell: Map<Target, string>, phone: string, unreadable: { target: Target; value: string }[]) {
  const written = (target: Target) => cell.get(target) ?? "";
  const [state, postalCode, country] = [written("state"), written("postalCode"), written("country")];
  if (state && !readRegion(state) && !readCountry(state))
    unreadable.push({ target: "state", value: state.slice(0, 60) });
  if (postalCode && !readPostalCode(postalCode) && !countryOfPostalCode(postalCode))
    unreadable.push({ target: "postalCode", value: postalCode.slice(0, 60) });
  if (country && !readCountry(country)) unreadable.push({ target: "country", value: country.slice(0, 60) });
  const evidence = {
    city: cut(cell.get("city") ?? null, 80),
    state: readRegion(state) ?? cut(state, 40),
    postalCode: readPostalCode(postalCode) ?? cut(postalCode, 12),
    addressCountry: cut(country, 60),
    areaCode: areaCodeOf(phone),
  };
  const { possiblePlaces: _, ...address } = describePlace(evidence);
  return address;
}
