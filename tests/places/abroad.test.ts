import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOpen, nextOpening, windowOf } from "@/lib/broadcasts/windows";
import { guessColumns } from "@/lib/imports/recognize/guess";
import { readCountry } from "@/lib/places/abroad";
import { allAreaCodes } from "@/lib/places/area-codes";
import { describePlace } from "@/lib/places/describe";
import { anywhereInUs, type PlaceSet, zonesOf } from "@/lib/places/place-set";
import { type PlaceEvidence, resolvePlaces } from "@/lib/places/resolve";
import { writePlaces } from "@/lib/places/whereabouts";

const zones = (evidence: PlaceEvidence) => {
  const set = resolvePlaces(evidence);
  return set === "anywhere" ? ["anywhere"] : zonesOf(set).toSorted();
};
const both = (...list: string[]) => list.toSorted();

describe("an address abroad widens the zones, whatever the number says", () => {
  test.each<[PlaceEvidence, string[]]>([
    [{ city: "Tokyo", areaCode: "212" }, both("America/New_York", "Asia/Tokyo")],
    [{ city: "Tokyo, Japan", areaCode: "212" }, both("America/New_York", "Asia/Tokyo")],
    [{ city: "東京", state: "日本", areaCode: "212" }, both("America/New_York", "Asia/Tokyo")],
    [{ state: "Japan", areaCode: "212" }, both("America/New_York", "Asia/Tokyo")],
    [{ addressCountry: "JP", areaCode: "212" }, both("America/New_York", "Asia/Tokyo")],
    [{ city: "Shibuya", addressCountry: "Japan", areaCode: "212" }, both("America/New_York", "Asia/Tokyo")],
    [{ postalCode: "SW1A 1AA", areaCode: "212" }, both("America/New_York", "Europe/London")],
    [{ city: "SW1A 1AA", areaCode: "212" }, both("America/New_York", "Europe/London")],
    [{ city: "London, England", areaCode: "212" }, both("America/New_York", "Europe/London")],
    [{ city: "London UK", areaCode: "212" }, both("America/New_York", "Europe/London")],
    [{ city: "Osaka", areaCode: "808" }, both("Pacific/Honolulu", "Asia/Tokyo")],
    [{ city: "Munich", areaCode: "312" }, both("America/Chicago", "Europe/Berlin")],
    // Its own name, also where a code reads as one of the US.
    [{ city: "München", areaCode: "312" }, both("America/Chicago", "Europe/Berlin")],
    [{ city: "Köln", state: "IL" }, both("America/Chicago", "Europe/Berlin")],
    [{ city: "Wien", postalCode: "01010" }, both("America/New_York", "Europe/Vienna")],
    [{ city: "東京", areaCode: "212" }, both("America/New_York", "Asia/Tokyo")],
    [{ city: "Москва", areaCode: "212" }, both("America/New_York", "Europe/Moscow")],
    [{ city: "Cd. Juárez", areaCode: "915" }, both("America/Denver", "America/Ojinaga")],
    [{ city: "Урюпинск", areaCode: "212" }, ["anywhere"]],
    [{ city: "Чикаго", postalCode: "60601" }, ["America/Chicago"]],
    [{ state: "Queensland", areaCode: "312" }, both("America/Chicago", "Australia/Brisbane")],
    [{ postalCode: "100-0001", areaCode: "415" }, both("America/Los_Angeles", "Asia/Tokyo")],
    [{ postalCode: "01310-100", areaCode: "617", addressCountry: "Portugal" }, zones({ addressCountry: "PT" })],
  ])("%j", (evidence, wanted) => {
    expect(zones(evidence)).toEqual(expect.arrayContaining(wanted));
    if (wanted.length <= 2) expect(zones(evidence)).toEqual(wanted);
  });

  test("also where a town of the US is called the same", () => {
    expect(zones({ city: "Mexico", areaCode: "315" })).toEqual(expect.arrayContaining(["America/Mexico_City"]));
    expect(zones({ city: "Paris", areaCode: "212" })).toEqual(
      expect.arrayContaining(["Europe/Paris", "America/Chicago", "America/New_York"]),
    );
    expect(zones({ city: "Paris", state: "TX", areaCode: "903" })).toEqual(["America/Chicago"]);
    expect(zones({ city: "Lebanon", state: "PA", areaCode: "717" })).toEqual(["America/New_York"]);
    expect(zones({ city: "Paris", addressCountry: "France", areaCode: "903" })).toEqual(
      expect.arrayContaining(["Europe/Paris", "America/Chicago"]),
    );
  });

  test("and a text goes only while it is day in both", () => {
    const member = { timeZone: null, state: null, city: "Tokyo, Japan", areaCode: "212" };
    const window = windowOf(member);
    const at = nextOpening(window, new Date("2026-01-05T15:00:00Z")) as Date;
    const hour = (zone: string) =>
      Number(at.toLocaleString("en-US", { timeZone: zone, hour: "numeric", hourCycle: "h23" }));
    expect([isOpen(window, at), hour("America/New_York"), hour("Asia/Tokyo")]).toEqual([true, expect.any(Number), 9]);
    expect(hour("America/New_York")).toBeLessThan(20);
    expect(hour("America/New_York")).toBeGreaterThanOrEqual(9);
  });

  test("a country that nobody can read leaves the whole world possible, and nothing is sent automatically", () => {
    expect(zones({ addressCountry: "Wakanda", areaCode: "212" })).toEqual(["anywhere"]);
    expect(windowOf({ timeZone: null, state: null, addressCountry: "Wakanda", areaCode: "212" })).toEqual([]);
  });

  test("the US as the country changes nothing", () => {
    for (const addressCountry of ["US", "USA", "United States", "U.S.A.", "Estados Unidos", "États-Unis", "America"]) {
      expect([addressCountry, zones({ addressCountry, areaCode: "212" })]).toEqual([
        addressCountry,
        ["America/New_York"],
      ]);
      expect(zones({ addressCountry, city: "Austin", state: "TX", areaCode: "512" })).toEqual(["America/Chicago"]);
    }
    expect(zones({ addressCountry: "Canada", areaCode: "416" })).toEqual(["America/Toronto"]);
    expect(zones({ addressCountry: "Puerto Rico", areaCode: "787" })).toEqual(["America/Puerto_Rico"]);
  });
});

describe("an address that cannot be read leaves every US zone possible", () => {
  test.each<PlaceEvidence>([
    { city: "Bed-Stuy", areaCode: "808" },
    { city: "somewhere over the rainbow", areaCode: "312" },
    { city: "the moon", areaCode: "212", addressCountry: "US" },
    { state: "Narnia", areaCode: "312" },
    { state: "Illinios", city: "Chicago", areaCode: "312" },
    { postalCode: "abc", areaCode: "312" },
    { postalCode: "00000", areaCode: "312" },
    { postalCode: "606011", city: "Chicago", areaCode: "312" },
  ])("%j", (evidence) => {
    expect((resolvePlaces(evidence) as PlaceSet) & anywhereInUs).toBe(anywhereInUs);
  });

  test("but not a part of town, or a typing error, beside a state or ZIP code that can be read", () => {
    expect(zones({ city: "Wicker Park", state: "IL", areaCode: "312" })).toEqual(["America/Chicago"]);
    expect(zones({ city: "Bed-Stuy", postalCode: "11216", areaCode: "718" })).toEqual(["America/New_York"]);
    expect(zones({ city: "Bed-Stuy, NY", areaCode: "808" })).toEqual(both("America/New_York", "Pacific/Honolulu"));
    expect(zones({ city: "Chicago", postalCode: "60601", state: "Chicagoland", areaCode: "312" })).toEqual([
      "America/Chicago",
    ]);
  });

  test("unreadable evidence of any kind never narrows", () => {
    const garbage = fc.string({ minLength: 3, maxLength: 20 }).map((text) => `zq${text}xx`);
    const known = fc.record({
      postalCode: fc.option(fc.constantFrom("60601", "96813", "99546", "SW1A 1AA")),
      city: fc.option(fc.constantFrom("Chicago", "Portland", "Tokyo", "Honolulu")),
      state: fc.option(fc.constantFrom("IL", "HI", "TX", "Japan")),
      areaCode: fc.constantFrom(...allAreaCodes()),
    });
    fc.assert(
      fc.property(
        known,
        fc.constantFrom("postalCode", "city", "state", "addressCountry"),
        garbage,
        (all, which, words) => {
          const without = resolvePlaces({ ...all, [which]: null });
          const with_ = resolvePlaces({ ...all, [which]: words });
          if (with_ === "anywhere") return;
          expect((with_ as PlaceSet) & (without as PlaceSet)).toBe(without);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("what is stored of an address abroad", () => {
  test("is resolved to the same places again", () => {
    for (const evidence of [
      { city: "Tokyo, Japan", areaCode: "212" },
      { state: "Japan", areaCode: "212" },
      { addressCountry: "deutschland", postalCode: "10115", areaCode: "212" },
      { city: "Bed-Stuy", areaCode: "808" },
      { addressCountry: "Wakanda", areaCode: "808" },
    ]) {
      const stored = describePlace(evidence);
      expect([evidence, writePlaces(resolvePlaces({ ...stored, areaCode: evidence.areaCode }))]).toEqual([
        evidence,
        stored.possiblePlaces,
      ]);
    }
  });

  test("names no state of the US for a city abroad", () => {
    expect(describePlace({ city: "Zurich", areaCode: "800" })).toMatchObject({ state: null, timeZone: null });
    expect(describePlace({ city: "Tokyo, Japan", areaCode: "212" })).toMatchObject({
      city: "Tokyo",
      addressCountry: "JP",
      state: null,
    });
  });
});

describe("a column of countries", () => {
  const guess = (header: string[], ...rows: string[][]) =>
    guessColumns(header, rows, [], (text) => /^\+?\d{10,}$/.test(text));

  test.each(["Country", "Mailing Country", "país", "Default Address Country"])("is recognized as %j", (name) => {
    expect(guess(["Phone", name], ["+13125550100", "Japan"], ["+13125550101", "US"])).toEqual(["phone", "country"]);
  });

  test("is not taken for one where it holds the codes of phone numbers", () => {
    expect(guess(["Phone", "Country Code"], ["3125550100", "1"], ["3125550101", "1"])).toEqual(["phone", null]);
    expect(guess(["Phone", "Country"], ["3125550100", "+1"], ["3125550101", "+1"])).toEqual(["phone", null]);
  });

  test("is read by letters, codes and names of many languages", () => {
    const same = {
      JP: ["jp", "JPN", "Japan", "Japón", "日本"],
      DE: ["Germany", "Deutschland", "Alemania", "Allemagne"],
    };
    for (const [code, names] of Object.entries(same))
      for (const name of names) expect([name, readCountry(name)]).toEqual([name, code]);
    for (const none of ["", "1", "+1", "N/A", "Cook County", "Wakanda"])
      expect([none, readCountry(none)]).toEqual([none, null]);
  });
});

describe("names that people have for a place", () => {
  test.each<[PlaceEvidence, string[]]>([
    [{ city: "Big Island", areaCode: "415" }, both("America/Los_Angeles", "America/New_York", "Pacific/Honolulu")],
    [{ city: "Maui", areaCode: "212" }, both("America/New_York", "Pacific/Honolulu")],
    [{ city: "Waikīkī" }, ["Pacific/Honolulu"]],
    [{ city: "Long Island", areaCode: "516" }, ["America/New_York"]],
    [{ state: "Hawaiʻi" }, ["Pacific/Honolulu"]],
    [{ state: "New York (NY)" }, ["America/New_York"]],
    [{ state: "AZ - Arizona" }, both("America/Denver", "America/Phoenix")],
    [{ state: "New York - Texas", areaCode: "212" }, zones({})],
  ])("%j", (evidence, wanted) => expect(zones(evidence)).toEqual(wanted));
});
