import { expect, test } from "vitest";
import { costOf, secondsFor, showCost, showDuration } from "@/lib/broadcasts/cost";

const prices = { part: 7_900, mms: 20_000 };

test("words cost by the part, and with a picture one MMS a person", () => {
  expect(costOf({ recipients: 12_480, parts: 12_480, media: false }, prices)).toBe(98_592_000);
  expect(costOf({ recipients: 100, parts: 300, media: false }, prices)).toBe(2_370_000);
  expect(costOf({ recipients: 100, parts: 300, media: true }, prices)).toBe(2_000_000);
});

test("money is written as people write it, and one text does not cost nothing", () => {
  expect(showCost(98_592_000)).toBe("$98.59");
  expect(showCost(7_900)).toBe("under 1¢");
  expect(showCost(9_999)).toBe("under 1¢");
  expect(showCost(10_000)).toBe("$0.01");
  expect(showCost(79_000)).toBe("$0.08");
  expect(showCost(0)).toBe("$0.00");
  expect(showCost(158_000_000_000)).toBe("$158,000.00");
});

test("time is told in words", () => {
  expect(secondsFor(1_801, 30)).toBe(61);
  expect(secondsFor(5, null)).toBeNull();
  expect([12, 180, 3_600, 7_800, 400_000].map(showDuration)).toEqual([
    "under a minute",
    "about 3 min",
    "about 1 h",
    "about 2 h 10 min",
    "about 5 days",
  ]);
});
