import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoContains } from "d3-geo";
import { feature } from "topojson-client";
import zipcodes from "zipcodes";
import { zonesOfState } from "@/lib/places/state-zones";

/**
 * Writes lib/places/zip-zones.json: the possible time zones of each ZIP code in states with more than one zone.
 *
 *   npm install --no-save geo-tz@8 && npx tsx tests/places/generate-zip-zones.ts 2026-11-27
 *
 * `geo-tz` has the exact boundaries of timezone-boundary-builder (70 MB, so it is not a dependency). A ZIP code is
 * an area, and its table entry is one point, so points around it count as well: out to three quarters of the distance
 * to its third neighbor, between 2 and 40 km, inside the same state. A point outside its own state is not
 * trusted: that ZIP code gets every zone of its three-digit prefix.
 */
const load = createRequire(import.meta.url);
const { find } = load("geo-tz") as { find: (latitude: number, longitude: number) => string[] };
const atlas = load("us-atlas/states-10m.json");
const fips = JSON.parse(
  '{"01":"AL","02":"AK","04":"AZ","12":"FL","16":"ID","18":"IN","20":"KS","21":"KY","26":"MI","31":"NE","32":"NV","38":"ND","41":"OR","46":"SD","47":"TN","48":"TX"}',
) as Record<string, string>;
type Shape = { id: string; type: "Feature"; geometry: unknown };
const shapes = new Map<string, Shape>();
for (const shape of (feature(atlas, atlas.objects.states) as unknown as { features: Shape[] }).features) {
  const state = fips[shape.id];
  if (state) shapes.set(state, shape);
}

/**
 * Where law and practice differ, both count: Alabama is Central by law, Arizona outside the Navajo Nation has Mountain
 * Standard Time, and Jackpot, Nevada (89825) lives by Mountain Time.
 */
const alsoKept: Record<string, string[]> = {
  AL: ["America/Chicago"],
  AZ: ["America/Phoenix"],
  "89825": ["America/Los_Angeles", "America/Denver"],
};

type Point = { zip: string; state: string; latitude: number; longitude: number };
const points: Point[] = Object.values(zipcodes.codes).flatMap((one) =>
  one && one.country === "US" && shapes.has(one.state) ? [one] : [],
);

/** Clock of a zone: two zones with the same clock all year are one here. */
const clock = (zone: string) => [1, 4, 7, 10].map((month) => offset(zone, new Date(Date.UTC(2027, month, 15)))).join();
const offset = (zone: string, at: Date) => at.toLocaleString("en-US", { timeZone: zone });

function km(a: Point, b: Point): number {
  const x = (a.longitude - b.longitude) * Math.cos((a.latitude * Math.PI) / 180);
  return Math.hypot(x, a.latitude - b.latitude) * 111.2;
}

function radius(one: Point, all: Point[]): number {
  const distances = all.flatMap((other) => {
    if (Math.abs(other.latitude - one.latitude) > 1) return [];
    const distance = km(one, other);
    return distance > 0.5 ? [distance] : [];
  });
  const third = distances.sort((a, b) => a - b)[2] ?? 60;
  return Math.min(40, Math.max(2, third * 0.75));
}

function around(one: Point, reach: number): [number, number][] {
  const found: [number, number][] = [];
  for (const share of [0.5, 1])
    for (let step = 0; step < 12; step++) {
      const angle = (step * Math.PI) / 6;
      const latitude = one.latitude + (Math.sin(angle) * reach * share) / 111.2;
      const longitude =
        one.longitude + (Math.cos(angle) * reach * share) / (111.2 * Math.cos((one.latitude * Math.PI) / 180));
      found.push([latitude, longitude]);
    }
  return found;
}

const result: Record<string, Record<string, string[]>> = {};
for (const [state, shape] of shapes) {
  const zones = zonesOfState(state);
  const byClock = new Map(zones.map((zone) => [clock(zone), zone]));
  const own = points.filter((one) => one.state === state);
  const inside = (longitude: number, latitude: number) => geoContains(shape as never, [longitude, latitude]);
  const found = new Map<string, string[]>();
  const astray: Point[] = [];
  for (const one of own) {
    const near = around(one, radius(one, own)).filter(([latitude, longitude]) => inside(longitude, latitude));
    if (!inside(one.longitude, one.latitude) && near.length === 0) {
      astray.push(one);
      continue;
    }
    const seen = new Set<string>();
    for (const [latitude, longitude] of [[one.latitude, one.longitude] as [number, number], ...near])
      for (const zone of find(latitude, longitude)) {
        const known = byClock.get(clock(zone));
        if (known) seen.add(known);
      }
    found.set(
      one.zip,
      zones.filter((zone) => seen.has(zone)),
    );
  }
  for (const one of astray) {
    const seen = new Set([...found].flatMap(([zip, set]) => (zip.startsWith(one.zip.slice(0, 3)) ? set : [])));
    found.set(
      one.zip,
      zones.filter((zone) => seen.size === 0 || seen.has(zone)),
    );
  }
  for (const [zip, set] of found) {
    const kept = alsoKept[state] ?? alsoKept[zip] ?? [];
    const needed = set.includes(zones[0] as string) ? [] : kept;
    found.set(
      zip,
      zones.filter((zone) => set.includes(zone) || needed.includes(zone) || alsoKept[zip]?.includes(zone)),
    );
  }
  const bySet = new Map<string, string[]>();
  for (const [zip, set] of found) {
    const key = (set.length > 0 ? set : zones).join(" ");
    bySet.set(key, [...(bySet.get(key) ?? []), zip]);
  }
  const main = [...bySet].sort((a, b) => b[1].length - a[1].length)[0]?.[0];
  result[state] = { [main as string]: [] };
  for (const [key, zips] of bySet) if (key !== main) result[state][key] = zips.sort();
  console.log(state, [...bySet].map(([key, zips]) => `${key}: ${zips.length}`).join(", "), "astray:", astray.length);
}
const source = `geo-tz 8 (timezone-boundary-builder), npm zipcodes 8.0.0, us-atlas 3; made ${process.argv[2] ?? "undated"} by tests/places/generate-zip-zones.ts. The first set of each state is that of every ZIP code not listed.`;
writeFileSync(
  "lib/places/zip-zones.json",
  `${JSON.stringify({ source, states: result }, (_, value) => (Array.isArray(value) ? value.join(" ") : value), 1)}\n`,
);
