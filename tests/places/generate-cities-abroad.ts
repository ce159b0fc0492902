import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

/**
 * Writes lib/places/cities-abroad.json: cities outside the US and Canada with their people, by time zone; provinces by
 * zone; and the three letters of countries.
 *
 *   npm install --no-save city-timezones@1.3.4 && npx tsx tests/places/generate-cities-abroad.ts 2026-11-27
 */
type Row = {
  city: string;
  city_ascii: string;
  pop: number;
  province: string | null;
  iso2: string;
  iso3: string;
  timezone: string | null;
};
const rows = createRequire(import.meta.url)("city-timezones/data/cityMap.json") as Row[];
const home = new Set(["US", "CA", "PR", "VI", "GU", "AS", "MP", "FM", "MH", "PW"]);

const cities: Record<string, Record<string, number>> = {};
const provinces: Record<string, Set<string>> = {};
const codes: Record<string, string> = {};
for (const { city, city_ascii, pop, province, iso2, iso3, timezone } of rows) {
  if (/^[A-Z]{2}$/.test(iso2) && iso3?.length === 3) codes[iso3] = iso2;
  if (!timezone || home.has(iso2)) continue;
  const inZone = cities[timezone] ?? {};
  cities[timezone] = inZone;
  for (const name of new Set([city, city_ascii])) inZone[name] = Math.max(inZone[name] ?? 0, Math.round(pop));
  if (province) provinces[timezone] = (provinces[timezone] ?? new Set()).add(province);
}
const source = `npm city-timezones 1.3.4 (MIT); made ${process.argv[2] ?? "undated"} by tests/places/generate-cities-abroad.ts.`;
const sorted = Object.fromEntries(
  Object.entries(provinces).map(([zone, names]) => [zone, [...names].sort().join("|")]),
);
writeFileSync(
  "lib/places/cities-abroad.json",
  `${JSON.stringify({ source, codes, provinces: sorted, cities }, (_, value) => value, 0).replace(/("[A-Z][A-Za-z_]+\/[^"]+":)/g, "\n$1")}\n`,
);
