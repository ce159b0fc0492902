import { describe, expect, test } from "vitest";
import { allAreaCodes, stateOfAreaCode, zonesOfAreaCode } from "@/lib/places/area-codes";
import { describePlace } from "@/lib/places/describe";
import { citiesLike, locateCity, locateCode } from "@/lib/places/postal-codes";
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
    // British Columbia may keep daylight time for good: both of its clocks count.
    ["v6b1a1", "Vancouver", "BC", null],
  ])("%s is in %s, %s", (code, city, state, timeZone) => {
    expect(locateCode(code)).toMatchObject({ city, state, timeZone });
  });

  test("one nobody knows, and the military's, are nowhere", () => {
    for (const code of ["00000", "09001", "D1A 1A1", "606", ""]) expect(locateCode(code)).toBeNull();
  });
});

describe("where a city is", () => {
  test("without a state nobody is taken for living in the largest of its name", () => {
    expect(locateCity("portland")).toBeNull();
    expect(locateCity("Springfield")).toBeNull();
    expect(locateCity("Schenectady")).toMatchObject({ state: "NY" });
  });

  test.each([["Portland, ME"], ["Portland, Maine"], ["portland me"]])("%s is the one in Maine", (city) => {
    expect(locateCity(city)).toMatchObject({ city: "Portland", state: "ME", timeZone: "America/New_York" });
  });

  test("a state beside it decides, and accents do not matter", () => {
    expect(locateCity("Portland", "Maine")).toMatchObject({ state: "ME" });
    expect(locateCity("montréal", "QC")).toMatchObject({ state: "QC", timeZone: "America/Toronto" });
    expect(locateCity("winston-salem")?.state).toBe("NC");
  });

  test("a city in no such state, and one nobody knows, are nowhere", () => {
    expect(locateCity("Chicago", "HI")).toBeNull();
    expect(locateCity("Atlantis")).toBeNull();
  });

  test("what is typed is completed, the largest first", () => {
    expect(citiesLike("chica")[0]).toMatchObject({ city: "Chicago", state: "IL" });
    expect(citiesLike("x")).toEqual([]);
  });
});

describe("area codes", () => {
  test("one zone, or all that an area code spans", () => {
    expect(zonesOfAreaCode("312")).toEqual(["America/Chicago"]);
    expect(zonesOfAreaCode("850")).toEqual(["America/Chicago", "America/New_York"]);
    expect(zonesOfAreaCode("208")).toContain("America/Los_Angeles");
    expect(zonesOfAreaCode("000")).toEqual([]);
  });

  test("one laid over another has the whole ground of it", () => {
    expect(zonesOfAreaCode("986")).toEqual(zonesOfAreaCode("208"));
    expect(zonesOfAreaCode("448")).toEqual(zonesOfAreaCode("850"));
    expect(zonesOfAreaCode("729")).toEqual(zonesOfAreaCode("423"));
    // Google's table has it in Chicago.
    expect(zonesOfAreaCode("689")).toEqual(["America/New_York"]);
  });

  // biome-ignore format: a table is read across.
  test.each(Object.entries({
    AL: "483", AR: "327", CA: "357 369 738 837", CO: "748 983", FL: "324 645 728", GA: "565 943", IL: "447 730 861",
    LA: "457", MD: "227", MI: "679", MN: "924", MO: "235 557 975", MS: "471", NC: "472", NY: "329 363 465 624", OH: "283 436",
    PA: "582 835", SC: "821", TN: "729", TX: "621 945", VA: "686 826 948", WI: "274 353", ID: "986", AB: "368", BC: "257",
    MB: "584", NB: "428", ON: "382 683 742 753 942", QC: "263 354 468",
  }))("recently assigned in %s: %s", (state, codes) => {
    for (const code of codes.split(" ")) expect([code, stateOfAreaCode(code)]).toEqual([code, state]);
  });

  test("those without a place say nothing", () => {
    for (const code of ["500", "521", "533", "588", "600", "700", "710", "800", "833", "888", "900", "999"])
      expect([code, zonesOfAreaCode(code)]).toEqual([code, []]);
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
    for (const code of codes)
      for (const zone of zonesOfAreaCode(code)) new Intl.DateTimeFormat("en-US", { timeZone: zone });
  });
});

describe("what is stored of an address", () => {
  test("a ZIP code fills city, state and point", () => {
    expect(describePlace({ postalCode: "60601", areaCode: "312" })).toMatchObject({
      city: "Chicago",
      state: "IL",
      timeZone: "America/Chicago",
      possiblePlaces: "IL:America/Chicago",
    });
    expect(describePlace({ postalCode: "60601", areaCode: "312" }).latitude).toBeCloseTo(41.89, 1);
  });

  test("a city fills its state where only one is left, by the number too", () => {
    expect(describePlace({ city: "Portland", areaCode: "207" })).toMatchObject({
      state: "ME",
      possiblePlaces: "ME:America/New_York",
    });
    expect(describePlace({ city: "Portland", areaCode: "503" })).toMatchObject({ state: "OR" });
    expect(describePlace({ city: "Portland", areaCode: "312" })).toMatchObject({
      state: null,
      timeZone: null,
      latitude: null,
    });
    expect(describePlace({ city: "Atlantis", areaCode: "312" })).toMatchObject({ city: "Atlantis", state: null });
  });

  test("a city's text is taken apart", () => {
    for (const city of ["Chicago 60601", "Chicago, IL 60601", "Chicago IL 60601-1234", "Chicago, Illinois 60601, USA"])
      expect(describePlace({ city })).toMatchObject({ city: "Chicago", state: "IL" });
    expect(describePlace({ city: "Chicago 60601" }).postalCode).toBe("60601");
    expect(describePlace({ city: "Toronto, ON M5V 3L9" })).toMatchObject({
      city: "Toronto",
      state: "ON",
      postalCode: "M5V 3L9",
    });
  });

  test("where ZIP code and city contradict each other there is no point, and neither is overwritten", () => {
    expect(describePlace({ postalCode: "10001", city: "Houston", state: "TX", areaCode: "281" })).toMatchObject({
      city: "Houston",
      state: "TX",
      postalCode: "10001",
      latitude: null,
      timeZone: null,
      possiblePlaces: "NY:America/New_York TX:America/Chicago",
    });
  });

  test("nothing is nothing", () => {
    expect(describePlace({ areaCode: "312" })).toMatchObject({ city: null, state: null, possiblePlaces: null });
  });
});

test.each([
  ["NY", "NYC", "New York City", "new york, ny", "Brooklyn, NY", "The Bronx", "Queens"],
  ["CA", "SF", "San Fran", "Los Angeles, Calif.", "San José, CA"],
  ["PA", "Philly"],
  ["DC", "DC", "D.C.", "Washington DC", "Washington, D.C."],
  ["NV", "Vegas", "Las Vegas, NV"],
  ["MO", "St. Louis, MO", "Saint Louis MO", "St Louis, Missouri"],
  ["MN", "St. Paul, MN", "Saint Paul Minn."],
  ["MI", "Sault Ste. Marie, MI", "Sault Sainte Marie, Michigan"],
  ["ID", "Coeur d'Alene"],
  ["QC", "Québec City", "Montréal, QC"],
])("cities of %s", (state, ...names) => {
  for (const city of names) expect([city, describePlace({ city }).state]).toEqual([city, state]);
});

test("states as people write them", () => {
  // biome-ignore format: a table is read across.
  const written = { IL: ["Ill.", "ILL", "State of Illinois", "US-IL", "IL, USA"], CA: ["Calif."], MA: ["Mass", "Commonwealth of Massachusetts"],
    NY: ["N.Y.", "N. Y."], NC: ["N.C."], WV: ["W. Va."], AE: ["ae", "Armed Forces Europe"], QC: ["Québec", "Que."] };
  for (const [code, texts] of Object.entries(written))
    for (const text of texts) expect([text, readRegion(text)]).toEqual([text, code]);
});

test("regions by letters and by name", () => {
  expect([readRegion("il"), readRegion("Illinois"), readRegion("Québec"), readRegion("Narnia")]).toEqual([
    "IL",
    "IL",
    "QC",
    null,
  ]);
});
