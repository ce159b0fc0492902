import { describe, expect, test } from "vitest";
import { allAreaCodes, stateOfAreaCode, zonesOf } from "@/lib/places/area-codes";
import { citiesLike, locate, locateCity, locateCode } from "@/lib/places/postal-codes";
import { readRegion } from "@/lib/places/regions";

describe("where a postal code is", () => {
  test.each([
    ["60601", "Chicago", "IL", "America/Chicago"],
    ["60601-1234", "Chicago", "IL", "America/Chicago"],
    ["32501", "Pensacola", "FL", "America/Chicago"],
    ["85001", "Phoenix", "AZ", "America/Phoenix"],
    ["00901", "San Juan", "PR", "America/Puerto_Rico"],
    ["96813", "Honolulu", "HI", "Pacific/Honolulu"],
    ["M5V 3L9", "Toronto", "ON", "America/Toronto"],
    ["v6b1a1", "Vancouver", "BC", "America/Vancouver"],
  ])("%s is in %s, %s", (code, city, state, timeZone) => {
    expect(locateCode(code)).toMatchObject({ city, state, timeZone });
  });

  test("one nobody knows, and the military's, are nowhere", () => {
    for (const code of ["00000", "09001", "D1A 1A1", "606", ""]) expect(locateCode(code)).toBeNull();
  });
});

describe("where a city is", () => {
  test("without a state the largest of its name is meant", () => {
    expect(locateCity("portland")).toMatchObject({ state: "OR" });
    expect(locateCity("Springfield")?.state).toMatch(/^(MO|IL|MA|OH|VA)$/);
  });

  test.each([["Portland, ME"], ["Portland, Maine"], ["portland me"]])("%s is the one in Maine", (city) => {
    expect(locateCity(city)).toMatchObject({ city: "Portland", state: "ME", timeZone: "America/New_York" });
  });

  test("a state beside it decides, and accents do not matter", () => {
    expect(locateCity("Portland", "Maine")).toMatchObject({ state: "ME" });
    expect(locateCity("montréal")).toMatchObject({ state: "QC", timeZone: "America/Toronto" });
    expect(locateCity("winston-salem")?.state).toBe("NC");
  });

  test("a city in no such state, and one nobody knows, are nowhere", () => {
    expect(locateCity("Chicago", "HI")).toBeNull();
    expect(locateCity("Atlantis")).toBeNull();
  });

  test("the postal code goes before the city", () => {
    expect(locate({ postalCode: "85001", city: "Chicago" })).toMatchObject({ state: "AZ" });
    expect(locate({ postalCode: "00000", city: "Chicago" })).toMatchObject({ state: "IL" });
    expect(locate({})).toBeNull();
  });

  test("what is typed is completed, the largest first", () => {
    expect(citiesLike("chica")[0]).toMatchObject({ city: "Chicago", state: "IL" });
    expect(citiesLike("x")).toEqual([]);
  });
});

describe("area codes", () => {
  test("one zone, or all that an area code spans", () => {
    expect(zonesOf("312")).toEqual(["America/Chicago"]);
    expect(zonesOf("850")).toEqual(["America/Chicago", "America/New_York"]);
    expect(zonesOf("208")).toContain("America/Los_Angeles");
    expect(zonesOf("000")).toEqual([]);
  });

  test("one laid over another has the whole ground of it", () => {
    expect(zonesOf("986")).toEqual(zonesOf("208"));
    expect(zonesOf("448")).toEqual(zonesOf("850"));
  });

  test("the state", () => {
    expect(stateOfAreaCode("312")).toBe("IL");
    expect(stateOfAreaCode("305")).toBe("FL");
    expect(stateOfAreaCode("416")).toBe("ON");
    expect(stateOfAreaCode("202")).toBe("DC");
    expect(stateOfAreaCode("800")).toBeNull();
  });

  test("every area code's zones can be reckoned with", () => {
    const codes = allAreaCodes();
    expect(codes.length).toBeGreaterThan(400);
    for (const code of codes) for (const zone of zonesOf(code)) new Intl.DateTimeFormat("en-US", { timeZone: zone });
  });
});

test("regions by letters and by name", () => {
  expect([readRegion("il"), readRegion("Illinois"), readRegion("Québec"), readRegion("Narnia")]).toEqual([
    "IL",
    "IL",
    "QC",
    null,
  ]);
});
