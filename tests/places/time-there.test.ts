import { expect, test } from "vitest";
import { timeThere } from "@/components/profile/time-there";

const now = new Date("2026-11-24T15:41:00Z");

test("one clock is named, with the leader's beside it", () => {
  expect(timeThere(["America/Denver"], "America/Chicago", now)).toBe(
    "It is 8:41 AM there now (Mountain Time), 9:41 AM your time.",
  );
  expect(timeThere(["America/Chicago"], "America/Chicago", now)).toContain("as it is for you");
});

test("several possible clocks are all named, the eastern first", () => {
  expect(timeThere(["America/Denver", "America/Chicago"], "America/Chicago", now)).toBe(
    "Central or Mountain Time: 9:41 AM or 8:41 AM there now.",
  );
});

test("too many, or anywhere, is unknown", () => {
  expect(timeThere([], "America/Chicago", now)).toContain("Time zone unknown");
  const many = ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"];
  expect(timeThere(many, "America/Chicago", now)).toContain("Time zone unknown");
});
