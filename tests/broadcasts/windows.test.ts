import { describe, expect, it } from "vitest";
import { cappedStates, federalHours, stateHours } from "@/lib/broadcasts/state-hours";
import { closesAt, isOpen, nextOpening, type Whereabouts, windowOf } from "@/lib/broadcasts/windows";
import { zonesOfAreaCode } from "@/lib/places/area-codes";

const member = (known: Partial<Whereabouts>): Whereabouts => ({
  timeZone: null,
  state: null,
  areaCode: null,
  ...known,
});
/** When the next broadcast may go, as ISO with the offset of `zone`. */
function next(known: Partial<Whereabouts>, at: string): string {
  return nextOpening(windowOf(member(known)), new Date(at))?.toISOString() ?? "never";
}
const open = (known: Partial<Whereabouts>, at: string) => isOpen(windowOf(member(known)), new Date(at));

describe("the hours of a day (47 CFR 64.1200(c)(1), and ours within them)", () => {
  const chicago = { timeZone: "America/Chicago", state: "IL" };
  it("open at 9:00 where the recipient is, not a second before", () => {
    expect(open(chicago, "2026-11-24T08:59:59-06:00")).toBe(false);
    expect(open(chicago, "2026-11-24T09:00:00-06:00")).toBe(true);
    expect(next(chicago, "2026-11-24T07:15:00-06:00")).toBe("2026-11-24T15:00:00.000Z");
  });
  it("close at 20:00, and then wait for the morning", () => {
    expect(open(chicago, "2026-11-24T19:59:59-06:00")).toBe(true);
    expect(open(chicago, "2026-11-24T20:00:00-06:00")).toBe(false);
    expect(next(chicago, "2026-11-24T20:00:00-06:00")).toBe("2026-11-25T15:00:00.000Z");
    expect(closesAt(windowOf(member(chicago)), new Date("2026-11-24T12:00:00-06:00")).toISOString()).toBe(
      "2026-11-25T02:00:00.000Z",
    );
  });
  it("are the recipient's, not the leader's", () => {
    expect(open({ timeZone: "America/Los_Angeles", state: "CA" }, "2026-11-24T09:00:00-06:00")).toBe(false);
    expect(open({ timeZone: "America/Los_Angeles", state: "CA" }, "2026-11-24T21:30:00-06:00")).toBe(true);
  });
});

describe("states that say more", () => {
  // By the laws alone: our own hours end at 20:00 as well, and would hide a wrong row.
  it.each([
    ["any other", null, 8, 21, 8],
    ["Florida", "FL", 8, 20, 8],
    ["Oklahoma", "OK", 8, 20, 8],
    ["Washington", "WA", 8, 20, 8],
    ["Maryland", "MD", 8, 20, 8],
    ["Texas", "TX", 9, 21, 12],
    ["Connecticut", "CT", 9, 20, 9],
    ["New Jersey", "NJ", 8, 20, 8],
    ["Kentucky", "KY", 10, 21, 10],
  ])("%s: the law's own hours", (_, state, from, to, sunday) => {
    const law = state ? stateHours[state] : federalHours;
    expect(law?.weekday).toEqual({ from: from * 60, to: to * 60 });
    expect(law?.sunday).toEqual({ from: sunday * 60, to: to * 60 });
  });
  it("each says where its hours are written, and when that was checked", () => {
    for (const { source, checked } of Object.values(stateHours)) {
      expect(source).toMatch(/\d/);
      expect(checked).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
  it("four of them allow three texts in 24 hours", () => {
    expect(cappedStates()).toEqual(["FL", "MD", "NJ", "OK"].map((state) => ({ state, most: 3 })));
  });
  it("Florida is closed at 20:01", () => {
    expect(open({ timeZone: "America/New_York", state: "FL" }, "2026-11-24T19:59:00-05:00")).toBe(true);
    expect(open({ timeZone: "America/New_York", state: "FL" }, "2026-11-24T20:01:00-05:00")).toBe(false);
    expect(windowOf(member({ timeZone: "America/New_York", state: "FL" }))[0]?.weekday?.to).toBe(20 * 60);
  });
  it("Texas begins at noon on a Sunday, and at 9:00 on a Saturday", () => {
    const dallas = { timeZone: "America/Chicago", state: "TX" };
    expect(next(dallas, "2026-11-28T08:00:00-06:00")).toBe("2026-11-28T15:00:00.000Z");
    expect(next(dallas, "2026-11-29T09:30:00-06:00")).toBe("2026-11-29T18:00:00.000Z");
    expect(next({ timeZone: "America/Chicago", state: "IL" }, "2026-11-29T09:30:00-06:00")).toBe(
      "2026-11-29T15:30:00.000Z",
    );
  });
  it("a Texan of whom only the number is known has the Sunday of Texas", () => {
    expect(next({ areaCode: "214" }, "2026-11-29T09:30:00-06:00")).toBe("2026-11-29T18:00:00.000Z");
  });
  it("Connecticut is open from 9:00 to 20:00", () => {
    const hartford = { timeZone: "America/New_York", state: "CT" };
    expect(windowOf(member(hartford))[0]?.weekday).toEqual({ from: 540, to: 1200 });
    expect(open(hartford, "2026-11-24T08:59:00-05:00")).toBe(false);
    expect(open(hartford, "2026-11-24T20:00:00-05:00")).toBe(false);
  });
});

describe("where a member is", () => {
  it("an area code over two zones counts as both: the narrowest window", () => {
    // 850 is the Florida panhandle: Tallahassee in the east, Pensacola an hour behind.
    expect(zonesOfAreaCode("850")).toEqual(expect.arrayContaining(["America/Chicago", "America/New_York"]));
    expect(next({ areaCode: "850" }, "2026-11-24T09:10:00-05:00")).toBe("2026-11-24T15:00:00.000Z");
    expect(open({ areaCode: "850" }, "2026-11-24T19:30:00-05:00")).toBe(true);
    expect(open({ areaCode: "850" }, "2026-11-24T20:30:00-05:00")).toBe(false);
  });
  it("a stated time zone without an address decides, wherever the number was given out", () => {
    const moved = { timeZone: "America/Los_Angeles", state: "CA", areaCode: "212" };
    expect(next(moved, "2026-11-24T09:00:00-05:00")).toBe("2026-11-24T17:00:00.000Z");
  });
  it("a postal code that contradicts the number leaves both possible: 9:00 in California, 20:00 in New York", () => {
    const moved = { postalCode: "90001", areaCode: "212" };
    expect(next(moved, "2026-11-24T09:00:00-05:00")).toBe("2026-11-24T17:00:00.000Z");
    expect(open(moved, "2026-11-24T19:59:00-05:00")).toBe(true);
    expect(open(moved, "2026-11-24T20:00:00-05:00")).toBe(false);
  });
  it("of whom nothing is known is within hours everywhere in the US, whatever zone the leader has", () => {
    for (const unknown of [{}, { areaCode: "800" }, { areaCode: "999", timeZone: "Mars/Olympus" }]) {
      // 9:00 in Hawaii is 19:00 UTC, 18:00 in Rhode Island is 23:00 UTC.
      expect(next(unknown, "2026-11-24T15:00:00Z")).toBe("2026-11-24T19:00:00.000Z");
      expect(open(unknown, "2026-11-24T22:59:59Z")).toBe(true);
      expect(open(unknown, "2026-11-24T23:00:00Z")).toBe(false);
      // Not on Thanksgiving, the day after it (Louisiana) or Sunday; Saturday ends at 17:00 in Rhode Island.
      expect(next(unknown, "2026-11-25T23:00:00Z")).toBe("2026-11-28T19:00:00.000Z");
      expect(next(unknown, "2026-11-28T22:00:00Z")).toBe("2026-11-30T19:00:00.000Z");
    }
  });
  it("places too far apart have no window, nor has a military address: nothing is sent by itself", () => {
    const apart = { possiblePlaces: "GU:Pacific/Guam NL:America/St_Johns" };
    expect(next(apart, "2026-07-01T12:00:00Z")).toBe("never");
    // In winter Guam's morning is Newfoundland's evening, for half an hour.
    expect(next(apart, "2026-11-24T12:00:00Z")).toBe("2026-11-24T23:00:00.000Z");
    expect(next({ postalCode: "09012", areaCode: "910" }, "2026-11-24T15:00:00Z")).toBe("never");
    expect(open({ postalCode: "96201", areaCode: "808" }, "2026-11-24T23:30:00Z")).toBe(false);
  });
  it("the Sunday of Texas holds for whoever may be there", () => {
    const either = { postalCode: "10001", areaCode: "214" };
    expect(next(either, "2026-11-29T14:00:00Z")).toBe("2026-11-29T18:00:00.000Z");
    expect(next(either, "2026-11-28T14:00:00Z")).toBe("2026-11-28T15:00:00.000Z");
  });
  it("Arizona does not change its clocks, so that its morning moves against its neighbours'", () => {
    const phoenix = { timeZone: "America/Phoenix", state: "AZ" };
    const denver = { timeZone: "America/Denver", state: "CO" };
    expect(next(phoenix, "2026-07-01T06:00:00-07:00")).toBe("2026-07-01T16:00:00.000Z");
    expect(next(denver, "2026-07-01T06:00:00-06:00")).toBe("2026-07-01T15:00:00.000Z");
    expect(next(phoenix, "2026-12-01T06:00:00-07:00")).toBe("2026-12-01T16:00:00.000Z");
    expect(next(denver, "2026-12-01T06:00:00-07:00")).toBe("2026-12-01T16:00:00.000Z");
  });
  it("Hawaii waits while New York has closed already", () => {
    expect(next({ timeZone: "Pacific/Honolulu", state: "HI" }, "2026-11-24T08:00:00-10:00")).toBe(
      "2026-11-24T19:00:00.000Z",
    );
  });
});

describe("the two nights when clocks change", () => {
  const newYork = { timeZone: "America/New_York", state: "NY" };
  it("in March the morning comes an hour earlier by the sun, and at 9:00 by the clock", () => {
    // The night to 8 March 2026: 13 hours from closing to opening are 12.
    const opening = next(newYork, "2026-03-07T20:00:00-05:00");
    expect(opening).toBe("2026-03-08T13:00:00.000Z");
    expect(Date.parse(opening) - Date.parse("2026-03-07T20:00:00-05:00")).toBe(12 * 3_600_000);
    expect(open(newYork, "2026-03-08T08:59:59-04:00")).toBe(false);
    expect(open(newYork, "2026-03-08T19:59:59-04:00")).toBe(true);
    expect(open(newYork, "2026-03-08T20:00:00-04:00")).toBe(false);
  });
  it("in November the night is an hour longer", () => {
    const opening = next(newYork, "2026-10-31T20:00:00-04:00");
    expect(opening).toBe("2026-11-01T14:00:00.000Z");
    expect(Date.parse(opening) - Date.parse("2026-10-31T20:00:00-04:00")).toBe(14 * 3_600_000);
    expect(open(newYork, "2026-11-01T08:59:59-05:00")).toBe(false);
    expect(open(newYork, "2026-11-01T20:00:00-05:00")).toBe(false);
  });
});
