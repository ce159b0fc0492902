import zipcodes from "zipcodes";
import { countryOfPostalCode, readCountry } from "./abroad";
import { provinceOfDistrict, readDistrict, setOfDistrict } from "./canada";
import { keyOf } from "./city-key";
import { nowhere, type PlaceSet, union } from "./place-set";
import { militaryStates, plain, readRegion, regions } from "./regions";
import { setOfZip } from "./zip-codes";

/** A city in one state. `codes` are its postal codes: how large it is. */
export type City = { state: string; codes: zipcodes.ZipCode[] };

/** What was typed as a city: "Chicago", "Chicago, IL", "Chicago 60601", "Chicago, Illinois 60601-1234, USA", "Tokyo, Japan". */
export type CityText = {
  name: string;
  region: string | null;
  postalCode: string | null;
  /** Two letters of a country that was typed with it ("Tokyo, Japan"), outside the US and Canada. */
  country: string | null;
};

/** Takes a city's text apart. */
export function readCity(text: string): CityText {
  let known = readTexts.get(text);
  if (!known) {
    known = takeApart(text);
    if (readTexts.size >= 50_000) readTexts.clear();
    readTexts.set(text, known);
  }
  return known;
}
const readTexts = new Map<string, CityText>();

function takeApart(text: string): CityText {
  let rest = text.trim().replace(/[\s,]+(?:usa|u\.s\.a\.|us|u\.s\.|united states(?: of america)?|canada)\.?$/i, "");
  const coded = /^(.*?)[\s,]+(\d{5}(?:-?\d{4})?|[abceghj-nprstvxy]\d[a-z][\s-]?\d[a-z]\d)$/i.exec(rest);
  const postalCode = coded?.[2] ?? null;
  if (coded?.[1]) rest = coded[1];
  rest = rest.replace(/[\s,]+$/, "");
  const words = rest.split(/\s+/);
  const splits: [string, string][] = [];
  const comma = rest.lastIndexOf(",");
  if (comma > 0) splits.push([rest.slice(0, comma), rest.slice(comma + 1)]);
  else
    for (const last of [3, 2, 1])
      if (words.length > last) splits.push([words.slice(0, -last).join(" "), words.slice(-last).join(" ")]);
  // "Kansas City", "Virginia Beach" and "Lake Ore" are names, so without a comma a name that is known stays whole.
  if (comma > 0 || !citiesByName().has(keyOf(rest))) {
    for (const [name, behind] of splits) {
      const region = readRegion(behind);
      if (region && name.trim()) return { name: name.trim().replace(/,$/, ""), region, postalCode, country: null };
    }
    for (const [name, behind] of splits) {
      // Without a comma two letters at the end are rather a word than a country.
      const country = comma > 0 || behind.length > 3 || /^u\.?k\.?$/i.test(behind) ? readCountry(behind) : null;
      if (!country || country === "US" || country === "CA" || !name.trim()) continue;
      return { ...takeApart(name.trim().replace(/,$/, "")), country };
    }
  }
  if (countryOfPostalCode(rest)) return { name: "", region: null, postalCode: rest, country: null };
  return { name: rest, region: null, postalCode, country: null };
}

/** Cities of a name, the one with the most postal codes first; nicknames and "St." are understood. */
export function citiesOf(name: string, region: string | null = null): readonly City[] {
  const called = citiesByName().get(keyOf(name)) ?? [];
  const [city, state] = nicknames[plain(name)] ?? [];
  const meant = city ? (citiesByName().get(keyOf(city)) ?? []) : [];
  if (region) return [...meant, ...called].filter((one) => one.state === region);
  return [...meant.filter((one) => !state || one.state === state), ...called];
}

/**
 * The possible places of a city's name: wherever in the US and Canada a city is called that, or only in `region`. `nowhere`
 * for a name nobody knows.
 */
export function setOfCity(name: string, region: string | null): PlaceSet {
  return union(citiesOf(name, region).map(setOfOne));
}

const setsOfCities = new WeakMap<City, PlaceSet>();
function setOfOne(city: City): PlaceSet {
  let set = setsOfCities.get(city);
  if (set === undefined) {
    set = union(city.codes.map(setOfEntry));
    setsOfCities.set(city, set);
  }
  return set;
}

/** The city's name by which its postal code is listed. */
export function cityOf(entry: zipcodes.ZipCode): string {
  if (entry.country === "US") return entry.city;
  const large = largeCities.find(([beginning]) => beginning.test(entry.zip));
  if (large) return large[1];
  const outside = entry.city.replace(/\s*\(.*$/, "").trim();
  return outside.replace(partBefore, "").replace(partBehind, "");
}

/** Two letters of a postal code's state or province. */
export const stateOfEntry = (entry: zipcodes.ZipCode): string | null =>
  entry.country === "US" ? (Object.hasOwn(regions, entry.state) ? entry.state : null) : provinceOfDistrict(entry.zip);

/** Every city by its key, in no order. */
export function citiesByName(): ReadonlyMap<string, City[]> {
  if (byName) return byName;
  byName = new Map();
  for (const entry of Object.values(zipcodes.codes)) {
    const state = entry && stateOfEntry(entry);
    if (!entry || !state || !entry.latitude || !entry.longitude || militaryStates.has(state)) continue;
    const key = keyOf(cityOf(entry));
    const list = byName.get(key) ?? [];
    byName.set(key, list);
    const known = list.find((one) => one.state === state);
    if (known) known.codes.push(entry);
    else list.push({ state, codes: [entry] });
  }
  for (const list of byName.values()) list.sort((a, b) => b.codes.length - a.codes.length);
  return byName;
}
let byName: Map<string, City[]> | undefined;

const setOfEntry = (entry: zipcodes.ZipCode): PlaceSet => {
  if (entry.country === "US") return setOfZip(entry.zip);
  const district = readDistrict(entry.zip);
  return district ? setOfDistrict(district) : nowhere;
};

/** What people call a city, and the city they mean by it. */
const nicknames: Record<string, [city: string, state?: string]> = {
  nyc: ["new york", "NY"],
  "new york city": ["new york", "NY"],
  "ny city": ["new york", "NY"],
  manhattan: ["new york", "NY"],
  queens: ["flushing", "NY"],
  "the bronx": ["bronx", "NY"],
  bk: ["brooklyn", "NY"],
  la: ["los angeles", "CA"],
  sf: ["san francisco", "CA"],
  "san fran": ["san francisco", "CA"],
  philly: ["philadelphia", "PA"],
  dc: ["washington", "DC"],
  "washington dc": ["washington", "DC"],
  "washington d c": ["washington", "DC"],
  vegas: ["las vegas", "NV"],
  nola: ["new orleans", "LA"],
  atl: ["atlanta", "GA"],
  chi: ["chicago", "IL"],
  "chi town": ["chicago", "IL"],
  slc: ["salt lake city", "UT"],
  okc: ["oklahoma city", "OK"],
  kc: ["kansas city"],
  indy: ["indianapolis", "IN"],
  pdx: ["portland", "OR"],
  "quebec city": ["quebec", "QC"],
  waikiki: ["honolulu", "HI"],
  oahu: ["honolulu", "HI"],
  maui: ["kahului", "HI"],
  kauai: ["lihue", "HI"],
  "big island": ["hilo", "HI"],
  "long island": ["hempstead", "NY"],
  "cape cod": ["hyannis", "MA"],
  dfw: ["dallas", "TX"],
};

/**
 * Canada's table lists districts ("Rosemont North", "Downtown Toronto (…)"): the beginnings of codes that are wholly
 * within a large city say its name; elsewhere what is outside the brackets does, without the part of town.
 */
const largeCities: [beginning: RegExp, city: string][] = [
  [/^M/, "Toronto"],
  [/^H7/, "Laval"],
  [/^H/, "Montreal"],
  [/^G[12]/, "Quebec"],
  [/^K[12]/, "Ottawa"],
  [/^T[23]/, "Calgary"],
  [/^T[56]/, "Edmonton"],
  [/^V6/, "Vancouver"],
  [/^R[23]/, "Winnipeg"],
  [/^B3/, "Halifax"],
];
const partBefore = /^(?:Downtown|North|South|East|West|Central|Northwest|Northeast|Southwest|Southeast) /;
const partBehind = /(?: (?:North|South|East|West|Central|Northwest|Northeast|Southwest|Southeast))+$/;
