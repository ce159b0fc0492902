import { expect, test } from "vitest";
import { backOff } from "@/lib/delivery/back-off";

test("a text that may be tried again waits twice as long each time, from half a second to a minute", () => {
  expect([1, 2, 3, 4, 8, 50].map((attempts) => backOff(attempts, 0.5))).toEqual([0.5, 1, 2, 4, 60, 60]);
});

test("chance moves each wait by a quarter either way, so that texts turned away together do not come back together", () => {
  expect([0, 0.5, 1].map((random) => backOff(3, random))).toEqual([1.5, 2, 2.5]);
});
