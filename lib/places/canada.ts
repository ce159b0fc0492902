import { nowhere, type PlaceSet, setOf, setOfState, union } from "./place-set";
import { zonesOfState } from "./state-zones";

/** Canada Post: the first letter says the province (X is shared by two territories). */
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

/** Districts that lie wholly in the zone most of their province has (British Columbia: without the eastern Kootenays). */
const mainZone: [beginning: RegExp, zones: number[]][] = [
  [/^A1/, [0]],
  [/^(?:[HJ]|G[1235-9])/, [0]],
  [/^[KLMN]/, [0]],
  [/^V[2-9]/, [0, 2]],
];

/** The three characters of a Canadian postal code's district ("M5V 3L9", "m5v"); null for anything else. */
export function readDistrict(text: string): string | null {
  const found = /^\s*([abceghj-nprstvxy]\d[a-z])(?:[\s-]*\d[a-z]\d)?\s*$/i.exec(text);
  return found?.[1]?.toUpperCase() ?? null;
}

/** Two letters of a district's province or territory. */
export const provinceOfDistrict = (district: string): string | null =>
  nunavut.has(district) ? "NU" : (provinceOf[district[0] ?? ""] ?? null);

/** The possible places of a Canadian postal code: its province, in the zones of its district. */
export function setOfDistrict(district: string): PlaceSet {
  const province = provinceOfDistrict(district);
  if (!province) return nowhere;
  const zones = mainZone.find(([beginning]) => beginning.test(district))?.[1];
  if (!zones) return setOfState(province);
  return union(zones.map((at) => setOf(province, zonesOfState(province)[at] as string)));
}
