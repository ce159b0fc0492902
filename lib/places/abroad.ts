import table from "./cities-abroad.json";
import { keyOf } from "./city-key";
import { nativeCityNames } from "./native-city-names";
import { anywhereInCanada, nowhere, type PlaceSet, setOf, setOfState, union, wholeUs } from "./place-set";
import { regions } from "./regions";

/**
 * Places outside the US and Canada, for addresses that name them. Sources: the names and time zones of countries are
 * those of the Unicode CLDR and the tz database that come with Node (`Intl`); cities and provinces are those of the npm
 * package city-timezones 1.3.4, made into a table by tests/places/generate-cities-abroad.ts.
 */
type CityAbroad = { zone: string; population: number };

/** Languages in which the name of a country is read. */
const languages = "en es fr de it pt nl pl sv da nb fi cs hu ro tr el ru uk ar he fa hi bn th vi id tl ja ko zh".split(
  " ",
);

/** Names that CLDR does not list. */
const otherCountries: Record<string, string> = {
  uk: "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  "great britain": "GB",
  britain: "GB",
  holland: "NL",
  america: "US",
  usa: "US",
  "united states of america": "US",
  eeuu: "US",
  "ee uu": "US",
  "estados unidos de america": "US",
  "south korea": "KR",
  "north korea": "KP",
  korea: "KR",
  "republic of korea": "KR",
  "russian federation": "RU",
  "czech republic": "CZ",
  "ivory coast": "CI",
  burma: "MM",
  uae: "AE",
  "republic of ireland": "IE",
  "viet nam": "VN",
  macedonia: "MK",
  swaziland: "SZ",
  "cape verde": "CV",
  "east timor": "TL",
  "the netherlands": "NL",
  "the philippines": "PH",
  "the bahamas": "BS",
  "the gambia": "GM",
  turkiye: "TR",
};

/** ISO 3166-1 alpha-2 of "JP", "JPN", "Japan", "日本", "Estados Unidos"; null for what is no country. */
export function readCountry(text: string): string | null {
  const plain = keyOf(text);
  return plain === "" ? null : (countries().get(plain) ?? null);
}

let byName: Map<string, string> | undefined;
function countries(): Map<string, string> {
  if (byName) return byName;
  byName = new Map();
  const names = languages.map((one) => new Intl.DisplayNames([one], { type: "region", fallback: "none" }));
  const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = alphabet.flatMap((one) => alphabet.map((other) => one + other));
  for (const code of codes) {
    // Codes of countries that are no more lead to their successors ("DD" is "DE").
    if (notCountries.has(code) || !names[0]?.of(code) || new Intl.Locale(`und-${code}`).region !== code) continue;
    for (const name of [code, ...names.map((one) => one.of(code))]) if (name) add(byName, keyOf(name), code);
  }
  for (const [letters, code] of Object.entries(table.codes)) add(byName, keyOf(letters), code);
  for (const [name, code] of Object.entries(otherCountries)) byName.set(keyOf(name), code);
  return byName;
}
/** Codes that CLDR has names for and that are no places. */
const notCountries = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

function add(map: Map<string, string>, key: string, code: string): void {
  if (key !== "" && !map.has(key)) map.set(key, code);
}

/** Every zone of a country by its two letters; for a US territory, those of the territory. `nowhere` for what is none. */
export function setOfCountry(code: string): PlaceSet {
  if (code === "US") return wholeUs;
  if (code === "CA") return anywhereInCanada;
  if (Object.hasOwn(regions, code) && territories.has(code)) return setOfState(code);
  return union(zonesOfCountry(code).map((zone) => setOf(null, zone)));
}
const territories = new Set(["PR", "VI", "GU", "AS", "MP", "FM", "MH", "PW"]);

/** Node has had both names for this. */
type WithZones = Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] | undefined };
function zonesOfCountry(code: string): string[] {
  const locale = new Intl.Locale(`und-${code}`) as WithZones;
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/** The zones of cities abroad of this name with so many people at least. */
export function setOfCityAbroad(name: string, leastPopulation = 0): PlaceSet {
  const found = tables().cities.get(keyOf(name)) ?? [];
  return union(found.flatMap((one) => (one.population >= leastPopulation ? [setOf(null, one.zone)] : [])));
}

/** The zones of a province abroad: "Queensland", "Bavaria" as it is written there. */
export const setOfRegionAbroad = (name: string): PlaceSet => tables().provinces.get(keyOf(name)) ?? nowhere;

type Tables = { cities: Map<string, CityAbroad[]>; provinces: Map<string, PlaceSet> };
let read: Tables | undefined;
function tables(): Tables {
  if (read) return read;
  read = { cities: new Map(), provinces: new Map() };
  for (const [zone, cities] of Object.entries(table.cities as Record<string, Record<string, number>>))
    for (const [city, population] of Object.entries(cities)) {
      const key = keyOf(city);
      read.cities.set(key, [...(read.cities.get(key) ?? []), { zone, population }]);
    }
  for (const [zone, names] of Object.entries(nativeCityNames))
    for (const key of names.map(keyOf))
      read.cities.set(key, [...(read.cities.get(key) ?? []), { zone, population: Number.POSITIVE_INFINITY }]);
  for (const [zone, names] of Object.entries(table.provinces as Record<string, string>))
    for (const key of names.split("|").map(keyOf))
      read.provinces.set(key, (read.provinces.get(key) ?? nowhere) | setOf(null, zone));
  return read;
}

/** Postal codes that only these countries write so (Universal Postal Union, addressing systems). */
const postalCodes: [pattern: RegExp, country: string][] = [
  [/^(?:gir ?0aa|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})$/i, "GB"],
  [/^[ac-fhknprtv-y]\d[\dw] ?[\dac-fhknprtv-y]{4}$/i, "IE"],
  [/^[1-9]\d{3} ?[a-z]{2}$/i, "NL"],
  [/^〒? ?\d{3}-\d{4}$/, "JP"],
  [/^\d{5}-\d{3}$/, "BR"],
  [/^\d{4}-\d{3}$/, "PT"],
  [/^\d{2}-\d{3}$/, "PL"],
];

/** The country whose postal code this is: "SW1A 1AA" is GB; null for what could be anybody's. */
export function countryOfPostalCode(text: string): string | null {
  const plain = text.trim().replace(/\s+/g, " ");
  return postalCodes.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
