import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import zipcodes from "zipcodes";
import { isOpen, nextOpening, windowOf, windowOfPlaces } from "@/lib/broadcasts/windows";
import { allAreaCodes, setOfAreaCode } from "@/lib/places/area-codes";
import { citiesByName, setOfCity } from "@/lib/places/cities";
import {
  anywhereInUs,
  type PlaceSet,
  placesOf,
  readSet,
  setOf,
  setOfState,
  statesOf,
  writeSet,
  zonesOf,
} from "@/lib/places/place-set";
import { combine, type PlaceEvidence, resolvePlaces } from "@/lib/places/resolve";
import { stateZones, zonesOfState } from "@/lib/places/state-zones";
import { isMilitaryZip, setOfZip } from "@/lib/places/zip-codes";

const zips = Object.values(zipcodes.codes).flatMap((one) => (one && /^\d{5}$/.test(one.zip) ? [one] : []));
const civilian = zips.filter((one) => !["AA", "AE", "AP"].includes(one.state));
const names = [...citiesByName()].flatMap(([, list]) => list.map((one) => one.codes[0]?.city ?? ""));
const states = Object.keys(stateZones);

const noSundays = ["AL", "LA", "MS", "RI", "SD", "UT"];
/** The hours of the federal and the stricter states' laws but for their holidays, written down a second time. */
function lawful(state: string | null, zone: string, at: Date): boolean {
  const local = DateTime.fromJSDate(at, { zone });
  const minute = local.hour * 60 + local.minute;
  const here = state ?? "";
  if (local.weekday === 7 && noSundays.includes(here)) return false;
  const early = ["AL", "CT", "FL", "LA", "MA", "MD", "MS", "NJ", "NV", "OK", "WA", "WY"];
  let [from, to] = [["CT", "MI", "MN", "NM", "NV", "SD", "TX"].includes(here) ? 9 : 8, early.includes(here) ? 20 : 21];
  if (here === "KY") from = 10;
  if (here === "TX" && local.weekday === 7) from = 12;
  if (here === "RI") [from, to] = local.weekday === 6 ? [10, 17] : [9, 18];
  return minute >= from * 60 && minute < to * 60;
}

describe("every ZIP code", () => {
  it("is in its state, in zones that the state has, and never nowhere", () => {
    for (const { zip, state } of civilian) {
      const set = setOfZip(zip);
      expect([zip, set !== 0n]).toEqual([zip, true]);
      if (zip === "96898") continue;
      expect([zip, statesOf(set)]).toEqual([zip, [state]]);
      expect([zip, zonesOf(set).filter((zone) => !zonesOfState(state).includes(zone))]).toEqual([zip, []]);
    }
  });

  it("of the military is anywhere, by code, by city and by state", () => {
    const military = zips.filter((one) => ["AA", "AE", "AP"].includes(one.state));
    expect(military.length).toBeGreaterThan(600);
    for (const { zip } of military) {
      expect([zip, isMilitaryZip(zip)]).toEqual([zip, true]);
      expect(resolvePlaces({ postalCode: zip, areaCode: "910" })).toBe("anywhere");
    }
    for (const evidence of [{ state: "AE" }, { city: "APO" }, { city: "FPO, AP" }, { city: "DPO AA 34034" }])
      expect([evidence, resolvePlaces(evidence)]).toEqual([evidence, "anywhere"]);
  });

  it.each([
    ["99742", "AK:America/Anchorage"],
    ["99546", "AK:America/Adak"],
    ["96799", "AS:Pacific/Pago_Pago"],
    ["10200", "NY:America/New_York"],
    ["86515", "AZ:America/Denver AZ:America/Phoenix"],
    ["85001", "AZ:America/Phoenix"],
    ["79901", "TX:America/Denver"],
    ["78701", "TX:America/Chicago"],
    ["32501", "FL:America/Chicago"],
    ["33101", "FL:America/New_York"],
    ["49801", "MI:America/Chicago"],
    ["83814", "ID:America/Los_Angeles"],
    ["97914", "OR:America/Denver"],
    ["47708", "IN:America/Chicago"],
    ["46204", "IN:America/New_York"],
    ["37402", "TN:America/New_York"],
    ["37203", "TN:America/Chicago"],
    ["69361", "NE:America/Denver"],
    ["00901", "PR:America/Puerto_Rico"],
    ["96910", "GU:Pacific/Guam"],
  ])("%s is in %s", (postalCode, places) => {
    expect(writeSet(resolvePlaces({ postalCode }) as PlaceSet)).toBe(places);
  });

  /** Where the clock is another than that of the state's larger part, by law or in practice. */
  it.each([
    ["99923", "Hyder", "AK", ["America/Anchorage", "America/Los_Angeles"]],
    ["73946", "Kenton", "OK", ["America/Chicago", "America/Denver"]],
    ["36867", "Phenix City", "AL", ["America/Chicago", "America/New_York"]],
    ["36877", "Smiths Station", "AL", ["America/Chicago", "America/New_York"]],
    ["36851", "Cottonton", "AL", ["America/Chicago", "America/New_York"]],
    ["36863", "Lanett", "AL", ["America/Chicago", "America/New_York"]],
    ["89883", "West Wendover", "NV", ["America/Denver"]],
    ["89825", "Jackpot", "NV", ["America/Denver", "America/Los_Angeles"]],
    ["89832", "Owyhee", "NV", ["America/Denver", "America/Los_Angeles"]],
    ["97914", "Ontario", "OR", ["America/Denver"]],
    ["97910", "Jordan Valley", "OR", ["America/Denver"]],
    ["79837", "Dell City", "TX", ["America/Denver"]],
    ["83549", "Riggins", "ID", ["America/Denver", "America/Los_Angeles"]],
    ["32456", "Port Saint Joe", "FL", ["America/Chicago", "America/New_York"]],
    ["49938", "Ironwood", "MI", ["America/Chicago"]],
    ["57501", "Pierre", "SD", ["America/Chicago", "America/Denver"]],
  ])("%s, %s %s, has its own clock, whatever else is known", (postalCode, city, state, clocks) => {
    const codes = [...allAreaCodes().filter((code) => statesOf(setOfAreaCode(code)).includes(state)), "800", "212"];
    for (const areaCode of codes)
      for (const evidence of [
        { postalCode },
        { postalCode, city, state },
        { city, state },
        { city: `${city}, ${state}` },
      ]) {
        const zones = zonesOf(resolvePlaces({ ...evidence, areaCode }) as PlaceSet);
        expect([areaCode, evidence, zones]).toEqual([areaCode, evidence, expect.arrayContaining(clocks)]);
      }
  });

  it("that is new, or mistyped in its last digits, has what its neighbors have", () => {
    expect(zipcodes.codes["60600"]).toBeUndefined();
    expect(writeSet(setOfZip("60600"))).toBe("IL:America/Chicago");
    expect(setOfZip("00000")).toBe(0n);
  });
});

describe("every area code", () => {
  it("is in zones that its state has, and has a window within the law of each", () => {
    for (const areaCode of allAreaCodes()) {
      const set = resolvePlaces({ areaCode }) as PlaceSet;
      expect([areaCode, set]).toEqual([areaCode, setOfAreaCode(areaCode)]);
      for (const { state, zone } of placesOf(set))
        if (state) expect([areaCode, zonesOfState(state)]).toEqual([areaCode, expect.arrayContaining([zone])]);
      const at = nextOpening(windowOfPlaces(placesOf(set)), new Date("2026-11-24T05:00:00Z")) as Date;
      for (const { state, zone } of placesOf(set))
        expect([areaCode, lawful(state, zone, at)]).toEqual([areaCode, true]);
    }
  });

  it("that is none, not assigned or without a place leaves every US zone possible", () => {
    for (const areaCode of ["800", "500", "710", "900", "211", "999", ""])
      expect([areaCode, resolvePlaces({ areaCode })]).toEqual([areaCode, anywhereInUs]);
    for (const zone of ["America/New_York", "Pacific/Honolulu", "America/Adak", "America/Puerto_Rico"])
      expect(zonesOf(anywhereInUs)).toContain(zone);
  });
});

describe("evidence together", () => {
  const places = (evidence: PlaceEvidence) => writeSet(resolvePlaces(evidence) as PlaceSet);

  it("narrows where it agrees", () => {
    expect(places({ city: "Portland", areaCode: "207" })).toBe("ME:America/New_York");
    expect(places({ city: "Springfield", state: "IL" })).toBe("IL:America/Chicago");
    expect(places({ state: "TX", areaCode: "915" })).toBe("TX:America/Denver");
    expect(places({ postalCode: "78701", city: "Austin", state: "TX", areaCode: "512" })).toBe("TX:America/Chicago");
    expect(places({ city: "Brooklyn", areaCode: "718" })).toBe("NY:America/New_York");
  });

  it("widens where it contradicts: nothing beats anything", () => {
    expect(places({ postalCode: "10001", state: "CA", areaCode: "310" })).toBe(
      "CA:America/Los_Angeles NY:America/New_York",
    );
    expect(places({ postalCode: "60601", city: "Chicago", state: "IL", areaCode: "808" })).toBe(
      "HI:Pacific/Honolulu IL:America/Chicago",
    );
    expect(places({ state: "TX" })).toBe("TX:America/Chicago TX:America/Denver");
    expect(places({ state: "HI", areaCode: "212" })).toBe("HI:Pacific/Honolulu NY:America/New_York");
    // Named in both: the state that was typed with the city, and the one beside it.
    expect(places({ city: "Chicago, IL", state: "HI" })).toBe("HI:Pacific/Honolulu IL:America/Chicago");
  });

  it("of a city of several states leaves all of them", () => {
    const set = resolvePlaces({ city: "Portland", areaCode: "800" }) as PlaceSet;
    expect(statesOf(set)).toEqual(expect.arrayContaining(["OR", "ME", "TX", "TN"]));
  });

  it("of a Canadian has the zones of the province", () => {
    expect(places({ postalCode: "M5V 3L9", areaCode: "416" })).toBe("ON:America/Toronto");
    expect(places({ state: "SK" })).toBe(writeSet(setOfState("SK")));
    expect(places({ postalCode: "A1A 1A1", areaCode: "709" })).toBe("NL:America/St_Johns");
    expect(places({ areaCode: "600" })).toContain("BC:America/Vancouver");
  });

  it("that nobody can read leaves every US zone possible", () => {
    expect(places({ postalCode: "abc", city: "Atlantis", state: "Narnia", areaCode: "312" })).toBe("US");
    expect(places({ city: "Atlantis" })).toBe("US");
  });

  it("is stored and read back as the same set", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...placesOf(anywhereInUs)), { minLength: 1 }), (list) => {
        const set = list.reduce((all, { state, zone }) => all | setOf(state, zone), 0n);
        expect(readSet(writeSet(set))).toBe(set);
      }),
    );
  });
});

describe("random contradictions", () => {
  const evidence = fc.record({
    postalCode: fc.option(fc.constantFrom(...civilian.map(({ zip }) => zip)), { freq: 2 }),
    city: fc.option(fc.constantFrom(...names), { freq: 2 }),
    state: fc.option(fc.constantFrom(...states), { freq: 2 }),
    areaCode: fc.option(fc.constantFrom(...allAreaCodes()), { freq: 4 }),
  });
  /** Any quarter of an hour of two years, and of the nights when clocks change. */
  const moment = fc.oneof(
    fc.integer({ min: 0, max: 70_000 }).map((quarter) => new Date(Date.UTC(2026, 0, 1) + quarter * 900_000)),
    fc
      .tuple(fc.constantFrom("2026-03-08", "2026-11-01", "2027-03-14", "2027-11-07"), fc.integer({ min: 0, max: 200 }))
      .map(([day, quarter]) => new Date(Date.parse(`${day}T00:00:00Z`) + quarter * 900_000)),
  );

  /** What one piece of evidence says by itself. */
  const alone = (known: PlaceEvidence): PlaceSet[] =>
    [
      known.postalCode ? setOfZip(known.postalCode) : 0n,
      known.state ? setOfState(known.state) : 0n,
      known.city && setOfCity(known.city, null) ? (resolvePlaces({ city: known.city }) as PlaceSet) : 0n,
      known.areaCode ? setOfAreaCode(known.areaCode) : 0n,
    ].filter((set) => set !== 0n);

  it("leave every place that agrees with a piece of evidence possible, unless others rule it out", () => {
    fc.assert(
      fc.property(evidence, (known) => {
        const set = resolvePlaces(known) as PlaceSet;
        const pieces = alone(known);
        // Of every piece something stays, and all of it where nothing else agrees with it.
        for (const piece of pieces) {
          expect(piece & set).not.toBe(0n);
          if (pieces.every((other) => other === piece || (other & piece) === 0n)) expect(piece & set).toBe(piece);
        }
        // A place that two pieces name stays wherever the second names it too.
        expect(set & combine(pieces)).toBe(combine(pieces));
      }),
      { numRuns: 3_000 },
    );
  });

  it("are sent to only at hours that are lawful in every possible place", () => {
    fc.assert(
      fc.property(evidence, moment, (known, now) => {
        const member = { timeZone: null, ...known };
        const window = windowOf(member);
        const at = nextOpening(window, now);
        if (!at) return;
        expect(isOpen(window, at)).toBe(true);
        for (const { state, zone } of placesOf(resolvePlaces(known) as PlaceSet))
          expect([state, zone, lawful(state, zone, at)]).toEqual([state, zone, true]);
        // And while it stays open, up to the last minute.
        for (let later = at.getTime(); isOpen(window, new Date(later)); later += 1_740_000)
          for (const { state, zone } of placesOf(resolvePlaces(known) as PlaceSet))
            expect([state, zone, lawful(state, zone, new Date(later))]).toEqual([state, zone, true]);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});
