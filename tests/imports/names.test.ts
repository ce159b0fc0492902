import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readNames } from "@/lib/imports/names/of-row";
import { splitName, tidyFirstName } from "@/lib/imports/names/split";

/** Nobody is greeted by what is no first name, and what stood there is kept. */

const none = (text = "") => (text === "-" ? null : text);
const names = readFileSync("tests/fixtures/field/names.tsv", "utf8").trim().split("\n");

describe("a whole name", () => {
  it.each(names)("%s", (line) => {
    const [text = "", first, last] = line.split("\t");
    expect([text, splitName(text)]).toEqual([text, { firstName: none(first), lastName: none(last) }]);
  });
});

describe("a first name of its own column", () => {
  const row = (first: string, last?: string) =>
    readNames(new Map([["firstName", first], ...(last ? ([["lastName", last]] as const) : [])]));

  it.each(names.filter((line) => line.split("\t")[1] === "-" && !line.startsWith("Dr. ")))(
    "%s is no greeting",
    (line) => {
      const [text = ""] = line.split("\t");
      expect([text, tidyFirstName(text)]).toEqual([text, null]);
    },
  );

  it.each([
    ["Don", "Don"],
    ["Dona", "Dona"],
    ["MCDONALD", "McDonald"],
    ["ana", "Ana"],
    ["Mary Ann", "Mary Ann"],
    ["John & Mary", "John & Mary"],
    ["JOHN Q.", "John"],
    ["Robert “Bob”", "Robert"],
    ["Ana 🌸", "Ana 🌸"],
    ["José María de la Luz", "José María de la Luz"],
  ])("%s is greeted as %s", (text, greeting) => {
    expect(tidyFirstName(text)).toBe(greeting);
  });

  it("that greets nobody is kept as the last name, or told where there is one", () => {
    expect(row("Acme LLC")).toEqual({ firstName: null, lastName: "Acme LLC", unused: null });
    expect(row("bob@example.com")).toEqual({ firstName: null, lastName: "bob@example.com", unused: null });
    expect(row("Acme LLC", "Smith")).toEqual({ firstName: null, lastName: "Smith", unused: "Acme LLC" });
    expect(row("Dr.", "Smith")).toEqual({ firstName: null, lastName: "Smith", unused: null });
  });

  it("with the last name behind it is the first name alone", () => {
    expect(row("John Smith", "Smith")).toEqual({ firstName: "John", lastName: "Smith", unused: null });
  });
});
