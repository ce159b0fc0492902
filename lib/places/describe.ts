import { readCountry } from "./abroad";
import { citiesOf, readCity } from "./cities";
import { placesOf, zonesOf } from "./place-set";
import { locateCity, locateCode, type Place } from "./postal-codes";
import { readRegion } from "./regions";
import { type PlaceEvidence, type Resolved, resolveBoth } from "./resolve";
import { writePlaces } from "./whereabouts";

/** The columns of a member that say where they are. */
export type Address = {
  city: string | null;
  state: string | null;
  postalCode: string | null;
  /** Two letters of the country, or what was written where nobody can read it; null where none was written. */
  addressCountry: string | null;
  /** Degrees, of the postal code or city; null where they contradict each other or neither is known. */
  latitude: number | null;
  longitude: number | null;
  /** IANA, where only one is possible. */
  timeZone: string | null;
  possiblePlaces: string | null;
};

/**
 * What is stored of an address, the same for sign-up, import and edits by the team: what was written stays as it is, and
 * what is missing is filled as far as the rest leaves one answer. A ZIP code fills city and state; a city fills its
 * state where only one is possible, by the number's area code as well ("Portland" with 207: Maine).
 */
export function describePlace(evidence: PlaceEvidence): Address {
  const typed = evidence.city ? readCity(evidence.city) : null;
  const given = {
    city: typed?.name || null,
    state: (evidence.state && (readRegion(evidence.state) ?? evidence.state)) || typed?.region || null,
    postalCode: evidence.postalCode || typed?.postalCode || null,
    addressCountry:
      (evidence.addressCountry && (readCountry(evidence.addressCountry) ?? evidence.addressCountry)) ||
      typed?.country ||
      null,
  };
  if (Object.values(given).every((one) => one === null)) return unknown;
  const { all, written } = resolveBoth(evidence);
  const state = given.state ?? onlyState(written) ?? (typed && citiesOf(typed.name).length > 0 ? onlyState(all) : null);
  const point = pointOf({ ...given, state }, written);
  return {
    city: given.city ?? point?.city ?? null,
    state: state ?? point?.state ?? null,
    postalCode: given.postalCode,
    addressCountry: given.addressCountry,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
    timeZone: onlyZone(all),
    possiblePlaces: writePlaces(all),
  };
}

const unknown: Address = {
  city: null,
  state: null,
  postalCode: null,
  addressCountry: null,
  latitude: null,
  longitude: null,
  timeZone: null,
  possiblePlaces: null,
};

/** Where their ZIP code is, unless city or state contradict it; else their city, where there is only one it can be. */
function pointOf(
  { city, state, postalCode }: Pick<Address, "city" | "state" | "postalCode">,
  written: Resolved,
): Place | null {
  const byCode = postalCode ? locateCode(postalCode) : null;
  if (byCode) return onlyState(written) === byCode.state ? byCode : null;
  return city && state ? locateCity(city, state) : null;
}

/** The one state that is possible; null where there are several, or a place outside all of them. */
function onlyState(set: Resolved): string | null {
  const states = set === "anywhere" ? [] : [...new Set(placesOf(set).map(({ state }) => state))];
  return states.length === 1 ? (states[0] ?? null) : null;
}

function onlyZone(set: Resolved): string | null {
  const zones = set === "anywhere" ? [] : zonesOf(set);
  return zones.length === 1 ? (zones[0] ?? null) : null;
}
