import lookUpZone from "@photostructure/tz-lookup";
import zipcodes from "zipcodes";
import { plain, readRegion } from "./regions";

export type Place = {
  /** Degrees. */
  latitude: number;
  longitude: number;
  city: string;
  /** Two letters of the state or province. */
  state: string;
  /** IANA. */
  timeZone: string;
};

/** Canada Post: the first letter says the province (X is shared and told apart below). */
const provinceOf: Record<string, string> = {
  A: "NL",
  B: "NS",
  C: "PE",
  E: "NB",
  G: "QC",
  H: "QC",
  J: "QC",
  K: "ON",
  L: "ON",
  M: "ON",
  N: "ON",
  P: "ON",
  R: "MB",
  S: "SK",
  T: "AB",
  V: "BC",
  X: "NT",
  Y: "YT",
};
const nunavut = new Set(["X0A", "X0B", "X0C"]);

/**
 * Where somebody is, by their postal code, or else by their city (and state, where they gave one). A postal code is
 * exact to its district: "60601", "60601-1234" and "M5V 3L9" are understood. A city without a state is taken for the
 * largest of that name. Null where neither is known. The table is the `zipcodes` package: US, its territories, Canada.
 */
export function locate(wish: {
  postalCode?: string | null;
  city?: string | null;
  state?: string | null;
}): Place | null {
  return (wish.postalCode && locateCode(wish.postalCode)) || (wish.city && locateCity(wish.city, wish.state)) || null;
}

/** The middle of a postal code's district; null for one nobody knows, and for the military's, which lie anywhere. */
export function locateCode(postalCode: string): Place | null {
  const code = postalCode.replace(/\s+/g, "").toUpperCase();
  const key = /^\d{5}/.test(code) ? code.slice(0, 5) : code.slice(0, 3);
  const entry = zipcodes.codes[key];
  return entry ? placeOf(entry) : null;
}

/** The place of a city's name: "Chicago", "Chicago, IL", "Chicago Illinois" with or without `state` beside it. */
export function locateCity(city: string, state?: string | null): Place | null {
  const asked = readCity(city);
  const region = (state && readRegion(state)) || asked.region;
  const known = cities().get(plain(asked.name)) ?? cities().get(plain(city));
  if (!known) return null;
  return (region ? known.find((one) => one.state === region) : known[0])?.place ?? null;
}

/** Up to `limit` cities whose name begins so, the largest first: for a field that completes what is typed. */
export function citiesLike(text: string, limit = 8): Place[] {
  const asked = readCity(text);
  const start = plain(asked.name);
  if (start.length < 2) return [];
  const found: City[] = [];
  for (const [name, list] of cities()) {
    if (name.startsWith(start)) found.push(...list.filter((one) => !asked.region || one.state === asked.region));
  }
  return found
    .sort((a, b) => b.codes - a.codes)
    .slice(0, limit)
    .map((one) => one.place);
}

function readCity(text: string): { name: string; region: string | null } {
  const [, name, behind] = /^(.+?),\s*(.+)$/.exec(text.trim()) ?? /^(.+)\s+([A-Za-z]{2})$/.exec(text.trim()) ?? [];
  const region = behind ? readRegion(behind) : null;
  return name && region ? { name, region } : { name: text.trim(), region: null };
}

type City = { state: string; place: Place; codes: number };
let byCity: Map<string, City[]> | undefined;

/** Cities by their plain name; each with its states, the one with the most postal codes (the largest) first. */
function cities(): Map<string, City[]> {
  if (byCity) return byCity;
  const gathered = new Map<string, { codes: number; entry: zipcodes.ZipCode }>();
  for (const entry of Object.values(zipcodes.codes)) {
    const state = stateOf(entry);
    if (!state || !entry.latitude || !entry.longitude) continue;
    const key = `${plain(cityOf(entry))}|${state}`;
    const known = gathered.get(key);
    if (known) known.codes++;
    else gathered.set(key, { codes: 1, entry });
  }
  byCity = new Map();
  for (const [key, city] of gathered) {
    const [name = "", state = ""] = key.split("|");
    const { entry, codes } = city;
    const list = byCity.get(name) ?? [];
    // The zone is looked up when it is asked for: 30,000 look-ups at once would be felt.
    list.push({
      codes,
      state,
      get place() {
        return placeOf(entry) as Place;
      },
    });
    byCity.set(name, list);
  }
  for (const list of byCity.values()) list.sort((a, b) => b.codes - a.codes);
  return byCity;
}

/**
 * Canada's table lists districts ("Rosemont North", "Downtown Toronto (…)"): the beginnings of codes that are wholly
 * within a large city say its name; elsewhere what stands outside the brackets does, without the part of town.
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
const direction = "(?:North|South|East|West|Central|Northwest|Northeast|Southwest|Southeast)";

function cityOf(entry: zipcodes.ZipCode): string {
  if (entry.country === "US") return entry.city;
  const large = largeCities.find(([beginning]) => beginning.test(entry.zip));
  if (large) return large[1];
  const outside = entry.city.replace(/\s*\(.*$/, "").trim();
  return outside.replace(new RegExp(`^(?:Downtown|${direction}) `), "").replace(new RegExp(`(?: ${direction})+$`), "");
}

function stateOf(entry: zipcodes.ZipCode): string | null {
  if (entry.country === "US") return readRegion(entry.state);
  return nunavut.has(entry.zip) ? "NU" : (provinceOf[entry.zip[0] ?? ""] ?? null);
}

function placeOf(entry: zipcodes.ZipCode): Place | null {
  const state = stateOf(entry);
  if (!state || !entry.latitude || !entry.longitude) return null;
  const { latitude, longitude } = entry;
  return {
    latitude,
    longitude,
    city: cityOf(entry),
    state,
    timeZone: lookUpZone(latitude, longitude),
  };
}
