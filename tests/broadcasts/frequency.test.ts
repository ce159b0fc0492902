import { expect, test } from "vitest";
import { frequency } from "@/lib/broadcasts/frequency";

const said = (perDay: string, perWeek: string) => {
  const read = frequency.safeParse({ perDay, perWeek });
  return read.success ? read.data : read.error.issues[0]?.message;
};

test("a limit is a number of broadcasts, and nothing is no limit", () => {
  expect(said("1", "")).toEqual({ perDay: 1, perWeek: null });
  expect(said(" 2 ", "5")).toEqual({ perDay: 2, perWeek: 5 });
  expect(said("", "")).toEqual({ perDay: null, perWeek: null });
});

test("what is no such number is refused in words", () => {
  for (const wrong of ["0", "25", "-1", "one", "1.5"]) expect(said(wrong, "")).toMatch(/from 1 to 24/);
  expect(said("3", "2")).toMatch(/fewer than a day/);
});
