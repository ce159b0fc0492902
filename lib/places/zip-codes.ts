import zipcodes from "zipcodes";
import { nowhere, type PlaceSet, setOf, union } from "./place-set";
import { militaryStates, regions } from "./regions";
import { zonesInPractice, zonesOfState } from "./state-zones";
import table from "./zip-zones.json";

/** Wake Island has Hawaii's ZIP code prefix and the next day's clock. */
const wake = ["96898", setOf("HI", "Pacific/Honolulu") | setOf(null, "Pacific/Majuro")] as const;

/** The first five digits of "60601", "60601-1234" or "606011234"; null for anything else. */
export function readZip(text: string): string | null {
  return /^\s*(\d{5})(?:[\s-]*\d{4})?\s*$/.exec(text)?.[1] ?? null;
}

/** True of an APO, FPO or DPO address: the person may be anywhere. */
export function isMilitaryZip(zip: string): boolean {
  const known = zipcodes.codes[zip]?.state;
  return known !== undefined ? militaryStates.has(known) : /^(?:340|09\d|96[2-6])/.test(zip);
}

/**
 * The possible places of a ZIP code: its state, in the zones of its area. One that is not in the table (new, or a typing
 * error) gets what the others of its three-digit prefix have; a prefix that is not in use says nothing.
 */
export function setOfZip(zip: string): PlaceSet {
  return sets().get(zip) ?? prefixes().get(zip.slice(0, 3)) ?? nowhere;
}

let byZip: Map<string, PlaceSet> | undefined;
let byPrefix: Map<string, PlaceSet> | undefined;

function sets(): Map<string, PlaceSet> {
  if (byZip) return byZip;
  const listed = new Map<string, readonly string[]>();
  const main = new Map<string, readonly string[]>();
  for (const [state, rows] of Object.entries(table.states)) {
    for (const [zones, zips] of Object.entries(rows as Record<string, string>)) {
      if (zips === "") main.set(state, zones.split(" "));
      else for (const zip of zips.split(" ")) listed.set(zip, zones.split(" "));
    }
  }
  byZip = new Map();
  const made = new Map<string, PlaceSet>();
  for (const [zip, entry] of Object.entries(zipcodes.codes)) {
    if (entry?.country !== "US" || !/^\d{5}$/.test(zip)) continue;
    const { state } = entry;
    if (!Object.hasOwn(regions, state) || militaryStates.has(state)) continue;
    const lawful = listed.get(zip) ?? main.get(state) ?? zonesOfState(state);
    const also = zonesInPractice.flatMap(([beginning, zone]) => (beginning.test(zip) ? [zone] : []));
    const zones = zonesOfState(state).filter((zone) => lawful.includes(zone) || also.includes(zone));
    const key = `${state} ${zones.join(" ")}`;
    const set = made.get(key) ?? union(zones.map((zone) => setOf(state, zone)));
    made.set(key, set);
    byZip.set(zip, set);
  }
  byZip.set(...wake);
  return byZip;
}

function prefixes(): Map<string, PlaceSet> {
  if (byPrefix) return byPrefix;
  byPrefix = new Map();
  for (const [zip, set] of sets()) {
    const prefix = zip.slice(0, 3);
    byPrefix.set(prefix, (byPrefix.get(prefix) ?? nowhere) | set);
  }
  return byPrefix;
}
