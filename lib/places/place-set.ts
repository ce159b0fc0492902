import { militaryStates, provinces } from "./regions";
import { stateZones } from "./state-zones";

/** A state, territory or province (null: outside all of them) on the clock of one IANA zone. */
export type PossiblePlace = { state: string | null; zone: string };

/**
 * Places where somebody may be, as one bit per (state, zone) pair. Sets are compared and cut millions of times during
 * an import, so they are numbers rather than arrays.
 */
export type PlaceSet = bigint;

const places: PossiblePlace[] = [];
const bitOf = new Map<string, bigint>();

export const nowhere: PlaceSet = 0n;

/** "IL:America/Chicago"; ":America/Jamaica" outside all states. */
const keyOf = ({ state, zone }: PossiblePlace) => `${state ?? ""}:${zone}`;

/** The set of one place; a zone outside the tables gets its own bit. */
export function setOf(state: string | null, zone: string): PlaceSet {
  const key = keyOf({ state, zone });
  let bit = bitOf.get(key);
  if (bit === undefined) {
    bit = 1n << BigInt(places.length);
    places.push({ state, zone });
    bitOf.set(key, bit);
  }
  return bit;
}

export const union = (sets: Iterable<PlaceSet>): PlaceSet => {
  let all = nowhere;
  for (const one of sets) all |= one;
  return all;
};

const byState = new Map(
  Object.entries(stateZones).map(([state, zones]) => [state, union(zones.map((zone) => setOf(state, zone)))] as const),
);

/** Every zone of a state, territory or province; `nowhere` for what is none. */
export const setOfState = (state: string): PlaceSet => byState.get(state) ?? nowhere;

/** Independent states with US ZIP codes, but without US telephone numbers. */
const associated = new Set(["FM", "MH", "PW"]);
const all = (wanted: (state: string) => boolean) =>
  union([...byState].flatMap(([state, set]) => (wanted(state) && !associated.has(state) ? [set] : [])));

/** Every zone of every US state and territory. */
export const wholeUs = all((state) => !provinces.has(state) && !militaryStates.has(state));
/** Territories across the Pacific: their numbers have area codes of their own (671, 670, 684). */
const acrossThePacific = new Set(["GU", "MP", "AS"]);
/**
 * For people of whom nothing is known, or whose address cannot be read: the states, Washington, Puerto Rico and the
 * Virgin Islands. Guam, the Northern Marianas and American Samoa count where a number or an address names them: together with
 * Rhode Island's hours they would leave no lawful hour on any day.
 */
export const anywhereInUs = all(
  (state) => !provinces.has(state) && !militaryStates.has(state) && !acrossThePacific.has(state),
);
export const anywhereInCanada = all((state) => provinces.has(state));

/** The places of a set. */
export const placesOf = (set: PlaceSet): readonly PossiblePlace[] => read(set).places;

/** Two letters of each state in a set. */
export const statesOf = (set: PlaceSet): readonly string[] => read(set).states;

/** IANA zones in a set. */
export const zonesOf = (set: PlaceSet): readonly string[] => read(set).zones;

/** A set as it is stored with a member: "IL:America/Chicago NY:America/New_York", "US" for all of the US. */
export const writeSet = (set: PlaceSet): string => read(set).text;

type Read = { places: PossiblePlace[]; states: string[]; zones: string[]; text: string };
/** There are some thousand sets at most; walking the bits of one takes longer than everything else about it. */
const known = new Map<PlaceSet, Read>();
function read(set: PlaceSet): Read {
  const before = known.get(set);
  if (before) return before;
  const found: PossiblePlace[] = [];
  for (let rest = set, at = 0; rest > 0n; rest >>= 1n, at++) if (rest & 1n) found.push(places[at] as PossiblePlace);
  const one = {
    places: found,
    states: [...new Set(found.flatMap(({ state }) => (state ? [state] : [])))],
    zones: [...new Set(found.map(({ zone }) => zone))],
    text: set === anywhereInUs ? "US" : found.map(keyOf).sort().join(" "),
  };
  if (known.size >= 20_000) known.clear();
  known.set(set, one);
  return one;
}

/** Reads what writeSet wrote; `nowhere` for an empty text. */
export function readSet(text: string): PlaceSet {
  if (text === "US") return anywhereInUs;
  return union(
    text.split(" ").flatMap((key) => {
      const [state, zone] = key.split(":");
      return zone ? [setOf(state || null, zone)] : [];
    }),
  );
}
