import { parsePhoneNumberFromString } from "libphonenumber-js";

/** Area codes on sale, so that a search without a wish shows places people know. */
const areas = [
  "773",
  "312",
  "872",
  "219",
  "317",
  "414",
  "608",
  "313",
  "248",
  "614",
  "216",
  "412",
  "215",
  "212",
  "646",
  "718",
  "617",
  "202",
  "301",
  "404",
  "470",
  "305",
  "786",
  "615",
  "901",
  "504",
  "713",
  "214",
  "512",
  "303",
  "602",
  "702",
  "801",
  "206",
  "503",
  "415",
  "510",
  "408",
  "213",
  "310",
  "619",
  "808",
];
const perArea = 40;

export type OwnedNumber = { phone: string; country: string; application?: string };
export type Search = { pattern: string; searchPattern: number; size: number; index: number };

/** Subscriber numbers in an order that looks random and never repeats: 104,729 is prime to 8,000,000. */
function subscriber(index: number): string {
  return String(2_000_000 + ((index * 104_729 + 1_659_687) % 8_000_000));
}

/** Valid, plausible, and neither a service code (N11) nor the films' 555. */
function valid(digits: string): boolean {
  const exchange = digits.slice(4, 7);
  return exchange !== "555" && !exchange.endsWith("11") && parsePhoneNumberFromString(`+${digits}`)?.isValid() === true;
}

function* inArea(area: string, count: number): Generator<string> {
  for (let index = 0, given = 0; given < count && index < count * 4; index++) {
    const digits = `1${area}${subscriber(index + Number(area) * 97)}`;
    if (!valid(digits)) continue;
    given++;
    yield digits;
  }
}

function* ending(tail: string): Generator<string> {
  for (const [index, area] of areas.entries()) {
    const digits = `1${area}${subscriber(index).slice(0, 7 - tail.length)}${tail}`;
    if (valid(digits)) yield digits;
  }
}

function matches(digits: string, { pattern, searchPattern }: Pick<Search, "pattern" | "searchPattern">): boolean {
  if (!pattern) return true;
  if (searchPattern === 0) return digits.startsWith(pattern);
  return searchPattern === 2 ? digits.endsWith(pattern) : digits.includes(pattern);
}

/** One page of a list, filtered as the carrier filters it. `index` counts from 1. */
export function pageOfNumbers<T extends { digits: string }>(all: T[], search: Search): { count: number; page: T[] } {
  const found = all.filter((number) => matches(number.digits, search));
  return { count: found.length, page: found.slice((search.index - 1) * search.size, search.index * search.size) };
}

let shop: string[] | undefined;

/** The digits (without "+") of all numbers for sale that meet a wish; the same wish always finds the same ones. */
export function forSale(
  search: Pick<Search, "pattern" | "searchPattern">,
  taken: (digits: string) => boolean,
): string[] {
  // One of each area after the other, so that the first page shows many places.
  shop ??= Array.from({ length: perArea }, (_, row) => byArea().flatMap((list) => list[row] ?? [])).flat();
  const found = new Set(shop.filter((digits) => matches(digits, search)));
  const area = search.searchPattern === 0 && /^1[2-9]\d\d/.test(search.pattern) ? search.pattern.slice(1, 4) : null;
  if (area && !areas.includes(area))
    for (const digits of inArea(area, perArea)) if (matches(digits, search)) found.add(digits);
  if (search.searchPattern !== 0 && found.size < 20 && /^\d{1,7}$/.test(search.pattern)) {
    for (const digits of ending(search.pattern)) found.add(digits);
  }
  for (const digits of exactly(search)) if (!tollFreeAreas.includes(digits.slice(1, 4))) found.add(digits);
  return [...found].filter((digits) => !taken(digits));
}

const tollFreeAreas = ["800", "833", "844", "855", "866", "877", "888"];

/** As the carrier names the kind of a number. */
export function typeOf(digits: string): string {
  if (digits.length < 8) return "mobile-shortcode";
  return tollFreeAreas.includes(digits.slice(1, 4)) ? "landline-toll-free" : "mobile-lvn";
}

/** Toll-free numbers for sale that meet a wish. */
export function tollFreeForSale(
  search: Pick<Search, "pattern" | "searchPattern">,
  taken: (digits: string) => boolean,
): string[] {
  const some = tollFreeAreas.flatMap((area) => [...inArea(area, perArea)]);
  const spelled =
    search.searchPattern !== 0 && /^\d{1,7}$/.test(search.pattern)
      ? tollFreeAreas.map((area, n) => `1${area}${subscriber(n).slice(0, 7 - search.pattern.length)}${search.pattern}`)
      : [];
  const exact = exactly(search).filter((digits) => tollFreeAreas.includes(digits.slice(1, 4)));
  return [...new Set([...some, ...spelled, ...exact])].filter((digits) => matches(digits, search) && !taken(digits));
}

/** A whole number that was asked for is for sale where it could exist. */
function exactly({ pattern }: Pick<Search, "pattern">): string[] {
  const digits = pattern.length === 10 ? `1${pattern}` : pattern;
  return onSale(digits) ? [digits] : [];
}

let lists: string[][] | undefined;
function byArea(): string[][] {
  lists ??= areas.map((area) => [...inArea(area, perArea)]);
  return lists;
}

/** Whether a number could be bought here: valid, of the US or toll-free, written as the carrier does. */
export function onSale(digits: string): boolean {
  return /^1\d{10}$/.test(digits) && valid(digits);
}

/**
 * Phones of a crowd, E.164, from the `start`th on; they never repeat and are valid as far as the plan goes. `without`: the
 * number that is texted, which does not text itself.
 */
export function* crowd(start: number, count: number, without?: string): Generator<string> {
  for (let index = start, given = 0; given < count; index++) {
    const area = areas[index % areas.length]!;
    const line = subscriber(Math.floor(index / areas.length));
    if (line.startsWith("555") || line.slice(1, 3) === "11") continue;
    const phone = `+1${area}${line}`;
    if (phone === without) continue;
    given++;
    yield phone;
  }
}
