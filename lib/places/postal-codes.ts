import zipcodes from "zipcodes";
import { readDistrict, setOfDistrict } from "./canada";
import { type City, citiesByName, citiesOf, cityOf, readCity, stateOfEntry } from "./cities";
import { keyOf } from "./city-key";
import { type PlaceSet, zonesOf } from "./place-set";
import { readRegion } from "./regions";
import { readZip, setOfZip } from "./zip-codes";

/** A point on the map with its name. The table is the `zipcodes` package: US, its territories, Canada. */
export type Place = {
  /** Degrees. */
  latitude: number;
  longitude: number;
  city: string;
  /** Two letters of the state or province. */
  state: string;
  /** IANA; null where it has several. */
  timeZone: string | null;
};

/** The middle of a postal code's district; null for one nobody knows, and for the military's, which lie anywhere. */
export function locateCode(postalCode: string): Place | null {
  const zip = readZip(postalCode);
  if (zip) return placeOf(zipcodes.codes[zip], setOfZip(zip));
  const district = readDistrict(postalCode);
  return district ? placeOf(zipcodes.codes[district], setOfDistrict(district)) : null;
}

/**
 * The one city that is meant: "Chicago, IL", "Springfield" with `state` beside it, or a name that only one state has. Null
 * for a name of several states: nobody is taken for living in the largest.
 */
export function locateCity(city: string, state?: string | null): Place | null {
  const typed = readCity(city);
  const region = (state && readRegion(state)) || typed.region;
  const known = citiesOf(typed.name, region);
  const [one] = known;
  return one && new Set(known.map(({ state }) => state)).size === 1 ? placeOfCity(one) : null;
}

/** Up to `limit` cities whose name begins so, the largest first: for a field that completes what is typed. */
export function citiesLike(text: string, limit = 8): Place[] {
  const typed = readCity(text);
  const start = keyOf(typed.name);
  if (start.length < 2) return [];
  const found: City[] = [];
  for (const [key, list] of citiesByName()) if (key.startsWith(start)) found.push(...list);
  return found
    .filter((one) => !typed.region || one.state === typed.region)
    .sort((a, b) => b.codes.length - a.codes.length)
    .slice(0, limit)
    .flatMap((one) => placeOfCity(one) ?? []);
}

function placeOfCity({ codes }: City): Place | null {
  for (const entry of codes) {
    const place = locateCode(entry.zip);
    if (place) return place;
  }
  return null;
}

/** West of Greenwich but for the islands across the date line: a few entries have lost their sign. */
const acrossTheDateLine = new Set(["AK", "FM", "GU", "MH", "MP", "PW"]);

function placeOf(entry: zipcodes.ZipCode | undefined, set: PlaceSet): Place | null {
  const state = entry && stateOfEntry(entry);
  if (!entry || !state || !set || !entry.latitude || !entry.longitude) return null;
  const { latitude, longitude } = entry;
  if (longitude > 0 && !acrossTheDateLine.has(state)) return null;
  const zones = zonesOf(set);
  return { latitude, longitude, city: cityOf(entry), state, timeZone: zones.length === 1 ? (zones[0] ?? null) : null };
}
