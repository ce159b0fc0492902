import { setOfAreaCode } from "./area-codes";
import { readDistrict, setOfDistrict } from "./canada";
import { readCity, setOfCity } from "./cities";
import { anywhereInUs, nowhere, type PlaceSet, setOfState, union } from "./place-set";
import { militaryStates, readRegion } from "./regions";
import { isMilitaryZip, readZip, setOfZip } from "./zip-codes";

/** All that is known of where somebody is; each may be missing, misspelled, or contradict the others. */
export type PlaceEvidence = {
  /** "60601", "60601-1234", "M5V 3L9". */
  postalCode?: string | null;
  /** As typed: "Chicago", "Chicago, IL 60601", "NYC". */
  city?: string | null;
  /** Letters or name of a state, territory or province. */
  state?: string | null;
  /** Three digits of a number of +1. */
  areaCode?: string | null;
};

/** The possible places; "anywhere" where no clock is sure: a military address. */
export type Resolved = PlaceSet | "anywhere";

/**
 * Everywhere somebody may be, by all evidence at once. Evidence that agrees narrows the set: "Portland" with a
 * 207 number is in Maine. Evidence that contradicts widens it: ZIP 10001 with "Houston, TX" is both. Precisely: the union of
 * the intersections of every largest group of evidence that agrees. Nothing known at all: every US zone. A
 * military address (APO, FPO, DPO): anywhere in the world.
 */
export const resolvePlaces = (evidence: PlaceEvidence): Resolved => resolveBoth(evidence).all;

/** The same, and what the member wrote says without the telephone number (`nowhere`: nothing that can be read). */
export function resolveBoth(evidence: PlaceEvidence): { all: Resolved; written: Resolved } {
  const pieces = piecesOf(evidence);
  if (pieces === "anywhere") return { all: "anywhere", written: "anywhere" };
  const number = setOfAreaCode(evidence.areaCode ?? "");
  const all = combine([...pieces, number]);
  return { all: all === nowhere ? anywhereInUs : all, written: combine(pieces) };
}

/** What each piece of written evidence says by itself; those that say nothing are left out. */
function piecesOf({ postalCode, city, state }: PlaceEvidence): PlaceSet[] | "anywhere" {
  const typed = city ? readCity(city) : null;
  const region = state ? readRegion(state) : null;
  const regions = [region, typed?.region ?? null, typed ? readRegion(typed.name) : null];
  const codes = [postalCode ?? null, typed?.postalCode ?? null].filter((code) => code !== null);
  const military =
    regions.some((one) => one !== null && militaryStates.has(one)) || /^[afd]po\b/i.test(typed?.name ?? "");
  if (military || codes.some((code) => isMilitaryZip(readZip(code) ?? ""))) return "anywhere";
  const pieces = codes.map(setOfPostalCode);
  for (const one of regions.slice(0, 2)) if (one) pieces.push(setOfState(one));
  if (typed) pieces.push(setOfName(typed.name, typed.region));
  return pieces.filter((set) => set !== nowhere);
}

function setOfPostalCode(text: string): PlaceSet {
  const zip = readZip(text);
  if (zip) return setOfZip(zip);
  const district = readDistrict(text);
  return district ? setOfDistrict(district) : nowhere;
}

/** A city as typed with its state, or without where that state has none; a state typed as the city counts as both. */
function setOfName(name: string, region: string | null): PlaceSet {
  const there = region ? setOfCity(name, region) : nowhere;
  if (there !== nowhere) return there;
  const alsoState = readRegion(name);
  return setOfCity(name, null) | (alsoState ? setOfState(alsoState) : nowhere);
}

/** The union of the intersections of every largest group that agrees. At most six sets, so all groups are tried. */
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
