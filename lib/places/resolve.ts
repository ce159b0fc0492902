import { countryOfPostalCode, readCountry, setOfCityAbroad, setOfCountry, setOfRegionAbroad } from "./abroad";
import { setOfAreaCode } from "./area-codes";
import { readDistrict, setOfDistrict } from "./canada";
import { readCity, setOfCity } from "./cities";
import { anywhereInUs, nowhere, type PlaceSet, placesOf, setOf, setOfState, statesOf, union } from "./place-set";
import { militaryStates, readRegion } from "./regions";
import { isMilitaryZip, readZip, setOfZip } from "./zip-codes";

/** All that is known of where somebody is; each may be missing, misspelled, abroad, or contradict the others. */
export type PlaceEvidence = {
  /** "60601", "60601-1234", "M5V 3L9", "SW1A 1AA". */
  postalCode?: string | null;
  /** As typed: "Chicago", "Chicago, IL 60601", "NYC", "Tokyo, Japan". */
  city?: string | null;
  /** Letters or name of a state, territory or province, or whatever stands in its place. */
  state?: string | null;
  /** Two letters or name of the country of the address. */
  addressCountry?: string | null;
  /** Three digits of a number of +1. */
  areaCode?: string | null;
};

/** The possible places; "anywhere" where no clock is sure: a military address, or a country nobody can read. */
export type Resolved = PlaceSet | "anywhere";

/**
 * Everywhere somebody may be, by all evidence at once. Evidence that agrees narrows the set: "Portland" with a
 * 207 number is in Maine. Evidence that contradicts widens it: ZIP 10001 with "Houston, TX" is both, and "Tokyo" with a
 * 212 number is Tokyo and New York. Precisely: the union of the intersections of every largest group of evidence that agrees.
 * An address that cannot be read never narrows: it leaves every US zone possible, as when nothing is known at all. A
 * military address (APO, FPO, DPO) or an unreadable country: anywhere in the world.
 */
export const resolvePlaces = (evidence: PlaceEvidence): Resolved => resolveBoth(evidence).all;

/** The same, and what the member wrote says without the telephone number (`nowhere`: they wrote nothing). */
export function resolveBoth(evidence: PlaceEvidence): { all: Resolved; written: Resolved } {
  const address = readAddress(evidence);
  if (address === "anywhere") return { all: "anywhere", written: "anywhere" };
  const number = setOfAreaCode(evidence.areaCode ?? "");
  const agreed = combine([...address.pieces, number]);
  const all = agreed | inStatesOf(agreed, address.spots) | address.always;
  return { all: all === nowhere ? anywhereInUs : all, written: combine(address.pieces) | address.always };
}

/**
 * Of places that are named as closely as a ZIP code or a city, all zones in the states that remain: a number from elsewhere in the
 * state does not tell by which clock a town at its border lives.
 */
function inStatesOf(agreed: PlaceSet, spots: PlaceSet): PlaceSet {
  if ((agreed & spots) === spots) return nowhere;
  const states = new Set(statesOf(agreed));
  return union(placesOf(spots).flatMap(({ state, zone }) => (state && states.has(state) ? [setOf(state, zone)] : [])));
}

/** What each piece of an address says by itself, the ZIP code and city among them, and what stays possible whatever else is known: see resolvePlaces. */
type AddressRead = { pieces: PlaceSet[]; spots: PlaceSet; always: PlaceSet };

function readAddress({ postalCode, city, state, addressCountry }: PlaceEvidence): AddressRead | "anywhere" {
  const typed = city ? readCity(city) : null;
  const codes = [postalCode, typed?.postalCode].flatMap((code) => code?.trim() || []);
  const regions = [state && readRegion(state), typed?.region, typed && readRegion(typed.name)];
  if (regions.some((one) => one && militaryStates.has(one)) || /^[afd]po\b/i.test(typed?.name ?? "")) return "anywhere";
  if (codes.some((code) => isMilitaryZip(readZip(code) ?? ""))) return "anywhere";
  const country = addressCountry?.trim() ? readCountry(addressCountry) : null;
  if (addressCountry?.trim() && !country) return "anywhere";

  const byCode = codes.map(setOfPostalCode);
  const byState = state?.trim() ? setOfStateText(state) : null;
  const byRegion = typed?.region ? setOfState(typed.region) : nowhere;
  const byName = typed?.name ? setOfName(typed.name, typed.region) : null;
  const byCountry = [country, typed?.country].map((code) => (code ? setOfCountry(code) : nowhere));
  const isAbroad = [country, typed?.country].some((code) => code && code !== "US" && code !== "CA");
  const isInState = Boolean(byState) || byRegion !== nowhere || isAbroad;
  const isPlaced = isInState || byCode.some((set) => set !== nowhere);
  // The script of another country says that they are abroad, though not where.
  if (byName === nowhere && !isPlaced && foreignScript.test(typed?.name ?? "")) return "anywhere";
  const cityAndCodeAgree = byName !== null && byCode.some((set) => (set & byName) !== nowhere);
  const unreadable =
    (byName === nowhere && !isPlaced) ||
    (byCode.includes(nowhere) && !isInState) ||
    (byState === nowhere && !isAbroad && !cityAndCodeAgree);
  // "Mexico" is also a town in New York, and a number from there does not make it that.
  const named = typed && !isPlaced ? readCountry(typed.name) : null;
  const pieces = [...byCode, byState ?? nowhere, byRegion, byName ?? nowhere, ...byCountry];
  return {
    pieces: pieces.filter((set) => set !== nowhere),
    spots: union([...byCode, byName ?? nowhere]),
    always:
      (unreadable ? anywhereInUs : nowhere) | (named && !readRegion(typed?.name ?? "") ? setOfCountry(named) : nowhere),
  };
}

const foreignScript = /(?!\p{Script=Latin})\p{L}/u;

function setOfPostalCode(text: string): PlaceSet {
  const zip = readZip(text);
  if (zip) return setOfZip(zip);
  const district = readDistrict(text);
  if (district) return setOfDistrict(district);
  const country = countryOfPostalCode(text);
  return country ? setOfCountry(country) : nowhere;
}

/** A state, territory or province; else the country or the province abroad that was written in its place. */
function setOfStateText(text: string): PlaceSet {
  const region = readRegion(text);
  if (region) return setOfState(region);
  const country = readCountry(text);
  return (country ? setOfCountry(country) : nowhere) | setOfRegionAbroad(text);
}

/** People of a city abroad from which on it may be meant where the US or Canada has one of the same name. */
const largeAbroad = 300_000;

/**
 * A city as typed with its state, or without where that state has none; a state or country typed as the city counts as
 * both.
 */
function setOfName(name: string, region: string | null): PlaceSet {
  const there = region ? setOfCity(name, region) : nowhere;
  if (there !== nowhere) return there;
  const alsoState = readRegion(name);
  const here = setOfCity(name, null) | (alsoState ? setOfState(alsoState) : nowhere);
  const country = alsoState ? null : readCountry(name);
  const abroad = setOfCityAbroad(name, here === nowhere ? 0 : largeAbroad);
  return here | abroad | (country ? setOfCountry(country) : nowhere);
}

/** The union of the intersections of every largest group that agrees. At most eight sets, so all groups are tried. */
export function combine(pieces: PlaceSet[]): PlaceSet {
  const sets = [...new Set(pieces)].filter((set) => set !== nowhere);
  if (sets.length === 0) return nowhere;
  const all = sets.reduce((common, one) => common & one);
  if (all !== nowhere) return all;
  const agreeing: { members: number; common: PlaceSet }[] = [];
  for (let members = (1 << sets.length) - 1; members > 0; members--) {
    const chosen = sets.filter((_, at) => members & (1 << at));
    const common = chosen.reduce((left, one) => left & one);
    if (common !== nowhere) agreeing.push({ members, common });
  }
  const largest = agreeing.filter(
    (one) => !agreeing.some((other) => other.members !== one.members && (other.members & one.members) === one.members),
  );
  return union(largest.map(({ common }) => common));
}
