import { areaCodeTable, anywhereInCanada as canadianCodes } from "./area-code-table";
import { anywhereInCanada, nowhere, type PlaceSet, setOf, union } from "./place-set";

/** The possible places of an area code of +1; `nowhere` for one that says nothing (toll-free, 5xx, not assigned). */
export function setOfAreaCode(areaCode: string): PlaceSet {
  return byCode.get(areaCode) ?? (canadianCodes.has(areaCode) ? anywhereInCanada : nowhere);
}

const byCode = new Map(
  [...areaCodeTable].map(([code, rows]) => [
    code,
    union(rows.flatMap(({ state, zones }) => zones.map((zone) => setOf(state, zone)))),
  ]),
);

/** IANA zones in which an area code's numbers were given out; empty for one that says nothing. */
export function zonesOfAreaCode(areaCode: string): string[] {
  return [...new Set((areaCodeTable.get(areaCode) ?? []).flatMap(({ zones }) => zones))].sort();
}

/** Two letters of the state or province of an area code; null where it has none, or several. */
export function stateOfAreaCode(areaCode: string): string | null {
  const states = new Set((areaCodeTable.get(areaCode) ?? []).map(({ state }) => state));
  return states.size === 1 ? ([...states][0] ?? null) : null;
}

/** Every area code that says where somebody is. */
export const allAreaCodes = (): string[] => [...areaCodeTable.keys()].sort();
