import { setOfAreaCode } from "./area-codes";
import { anywhereInUs, type PlaceSet, readSet, setOf, statesOf, union, writeSet } from "./place-set";
import { readRegion } from "./regions";
import { type PlaceEvidence, type Resolved, resolvePlaces } from "./resolve";

/** What a member's row says of where they are. */
export type Whereabouts = {
  /** The resolved set as stored (writePlaces); null: not resolved yet, or only the number is known. */
  possiblePlaces?: string | null;
  /** IANA. Decides where it was stated without an address; else it follows from the address. */
  timeZone: string | null;
  state: string | null;
  city?: string | null;
  postalCode?: string | null;
  addressCountry?: string | null;
  areaCode: string | null;
};

const anywhere = "?";

/** The set of possible places as it is stored with a member; "?" for anywhere in the world. */
export const writePlaces = (resolved: Resolved): string => (resolved === "anywhere" ? anywhere : writeSet(resolved));

/** The set to store for this evidence; null where only the number is known, which is resolved when it is needed. */
export function possiblePlacesOf(evidence: PlaceEvidence): string | null {
  const { postalCode, city, state, addressCountry } = evidence;
  if (!postalCode && !city && !state && !addressCountry) return null;
  return remembered(written, evidence, (one) => writePlaces(resolvePlaces(one)));
}

/** Everywhere a member may be. Never empty. */
export function placesOfMember(one: Whereabouts): Resolved {
  if (one.possiblePlaces) return one.possiblePlaces === anywhere ? "anywhere" : readStored(one.possiblePlaces);
  if (one.timeZone && !one.city && !one.postalCode && !one.addressCountry && isZone(one.timeZone))
    return onClock(one, one.timeZone);
  return remembered(resolved, one, resolvePlaces);
}

/** The stated state on the stated clock; of a number alone also each state of its area code. */
function onClock({ state, areaCode }: Whereabouts, zone: string): PlaceSet {
  const region = state && readRegion(state);
  const states = region ? [region] : [null, ...statesOf(setOfAreaCode(areaCode ?? ""))];
  return union(states.map((one) => setOf(one, zone)));
}

const stored = new Map<string, PlaceSet>();
function readStored(text: string): PlaceSet {
  let set = stored.get(text);
  if (set === undefined) {
    set = readSet(text) || anywhereInUs;
    keep(stored, text, set);
  }
  return set;
}

/** Members of one place are often read together. */
const mostRemembered = 50_000;
const resolved = new Map<string, Resolved>();
const written = new Map<string, string>();

function remembered<T>(memory: Map<string, T>, one: PlaceEvidence, resolve: (one: PlaceEvidence) => T): T {
  const key = `${one.postalCode ?? ""}\n${one.city ?? ""}\n${one.state ?? ""}\n${one.addressCountry ?? ""}\n${one.areaCode ?? ""}`;
  let known = memory.get(key);
  if (known === undefined) {
    known = resolve(one);
    keep(memory, key, known);
  }
  return known;
}

function keep<T>(memory: Map<string, T>, key: string, value: T): void {
  if (memory.size >= mostRemembered) memory.clear();
  memory.set(key, value);
}

const valid = new Map<string, boolean>();
function isZone(zone: string): boolean {
  let known = valid.get(zone);
  if (known === undefined) {
    try {
      known = Boolean(new Intl.DateTimeFormat("en-US", { timeZone: zone }));
    } catch {
      known = false;
    }
    valid.set(zone, known);
  }
  return known;
}

/** "312" of "+13125550100"; null outside +1. */
export const areaCodeOf = (phone: string): string | null => (/^\+1\d{10}$/.test(phone) ? phone.slice(2, 5) : null);
