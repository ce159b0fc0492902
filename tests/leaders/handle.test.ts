import { readdirSync } from "node:fs";
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

test("nor is any first word of an address that the program answers, now and when a folder is added", () => {
  const folders = (of: string) => readdirSync(of, { withFileTypes: true }).filter((one) => one.isDirectory());
  const words = [...folders("app"), ...folders("app/(leader)")]
    .map((folder) => folder.name)
    .filter((name) => /^[a-z0-9-]+$/.test(name));
  expect(words.length).toBeGreaterThan(10);
  expect(words.filter((word) => handleProblem(word) === null)).toEqual([]);
});
