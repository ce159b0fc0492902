import { expect, test } from "vitest";
import { handleProblem, suggestedHandle } from "@/lib/leaders/handle";

test.each([
  ["Ana María Ruiz", "ana-maria-ruiz"],
  ["D'Angelo  St. James", "dangelo-st-james"],
  ["Inbox", "inbox-texts"],
  ["李雷", ""],
])("the name %s suggests the handle %j", (name, handle) => {
  expect(suggestedHandle(name)).toBe(handle);
});

test("what is suggested may be used", () => {
  for (const name of ["Ana", "A", "Webhooks", "x".repeat(80), "--a--b--"]) {
    expect([name, handleProblem(suggestedHandle(name))]).toEqual([name, null]);
  }
});

test("pages of the program are no handles", () => {
  for (const taken of ["webhooks", "join", "go", "card", "inbox", "sign-in", "api", "live", "picture", "terms"]) {
    expect(handleProblem(taken)).toMatch(/page of Tenfour/);
  }
});
