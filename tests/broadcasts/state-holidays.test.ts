import { DateTime } from "luxon";
import { describe, expect, it, test } from "vitest";
import { isHoliday } from "@/lib/broadcasts/state-holidays";
import { isOpen, nextOpening, windowOf } from "@/lib/broadcasts/windows";

const at = (state: string, zone: string, local: string) => {
  const now = DateTime.fromISO(local, { zone }).toJSDate();
  return isOpen(windowOf({ timeZone: zone, state, areaCode: null }), now);
};

describe("a Sunday", () => {
  test.each([
    ["AL", "America/Chicago"],
    ["LA", "America/Chicago"],
    ["MS", "America/Chicago"],
    ["RI", "America/New_York"],
    ["SD", "America/Chicago"],
    ["UT", "America/Denver"],
  ])("is closed in %s on the member's clock, and Monday is open", (state, zone) => {
    for (const hour of ["09:00", "12:00", "15:00", "19:59"])
      expect([hour, at(state, zone, `2027-02-07T${hour}`)]).toEqual([hour, false]);
    expect(at(state, zone, "2027-02-08T10:00")).toBe(true);
    expect(at(state, zone, "2027-02-06T12:00")).toBe(true);
  });

  test("is open elsewhere", () => {
    for (const state of ["NY", "GA", "CA"]) expect(at(state, "America/New_York", "2027-02-07T12:00")).toBe(true);
  });

  test("counts where somebody may be in such a state", () => {
    // 850 is Florida; ZIP 36502 is Alabama.
    const member = { timeZone: null, state: null, areaCode: "850", postalCode: "36502" };
    const opening = nextOpening(windowOf(member), new Date("2027-02-07T16:00:00Z"));
    expect(opening?.toISOString()).toBe("2027-02-08T15:00:00.000Z");
  });
});

describe("Rhode Island", () => {
  it("is open 9 to 6 from Monday to Friday and 10 to 5 on Saturdays (R.I. Gen. Laws 5-61-2)", () => {
    const open = (local: string) => at("RI", "America/New_York", local);
    expect(["08:59", "09:00", "17:59", "18:00"].map((time) => open(`2027-02-09T${time}`))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(["09:59", "10:00", "16:59", "17:00"].map((time) => open(`2027-02-06T${time}`))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("legal holidays", () => {
  /** From published calendars, not from the rules. */
  test.each([
    [
      "AL",
      "2026-01-01 2026-01-19 2026-02-16 2026-02-17 2026-04-27 2026-05-25 2026-06-01 2026-06-19 2026-07-03 2026-07-04 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-01 2026-12-25",
    ],
    [
      "LA",
      "2026-01-01 2026-01-19 2026-02-17 2026-04-03 2026-05-25 2026-07-03 2026-07-04 2026-09-07 2026-11-03 2026-11-11 2026-11-26 2026-11-27 2026-12-25 2027-02-09 2027-03-26",
    ],
    [
      "MS",
      "2026-01-01 2026-01-19 2026-02-16 2026-04-27 2026-05-25 2026-07-04 2026-09-07 2026-11-11 2026-11-26 2026-12-25",
    ],
    ["PA", "2026-01-01 2026-02-16 2026-04-03 2026-06-14 2026-06-15 2026-07-04 2026-10-12 2026-11-03 2026-12-25"],
    ["RI", "2026-01-01 2026-05-04 2026-08-10 2026-09-07 2026-10-12 2026-11-03 2026-12-25 2027-07-05"],
    ["UT", "2026-01-01 2026-07-24 2026-09-07 2026-11-26 2022-07-25"],
  ])("of %s", (state, days) => {
    for (const day of days.split(" ")) {
      expect([day, isHoliday(state, DateTime.fromISO(day))]).toEqual([day, true]);
      expect([day, at(state, "America/Chicago", `${day}T12:00`)]).toEqual([day, false]);
    }
  });

  test("New Year's Day on a Saturday is also kept on the last day of the year before", () => {
    expect(isHoliday("AL", DateTime.fromISO("2027-12-31"))).toBe(true);
    expect(isHoliday("AL", DateTime.fromISO("2026-12-31"))).toBe(false);
  });

  test("are days like any other where the law does not name them", () => {
    for (const day of ["2026-12-25", "2026-11-26", "2026-07-04"]) {
      expect(isHoliday("NY", DateTime.fromISO(day))).toBe(false);
      expect(at("NY", "America/New_York", `${day}T12:00`)).toBe(true);
    }
    for (const [state, day] of [
      ["AL", "2026-07-24"],
      ["UT", "2026-05-04"],
      ["RI", "2026-02-17"],
      ["MS", "2027-11-02"],
      ["RI", "2027-11-02"],
    ] as const)
      expect([state, day, isHoliday(state, DateTime.fromISO(day))]).toEqual([state, day, false]);
  });

  test("end at midnight where the member is, not where the leader is", () => {
    const opening = nextOpening(
      windowOf({ timeZone: "America/Chicago", state: "AL", areaCode: null }),
      new Date("2026-12-25T18:00:00Z"),
    );
    expect(opening?.toISOString()).toBe("2026-12-26T15:00:00.000Z");
  });
});
