import { describe, expect, it } from "vitest";
import { type Asked, readAnswers, typedAnswer } from "@/lib/fields/answers";

const field = (kind: Asked["kind"], change: Partial<Asked> = {}): Asked => ({
  id: 1,
  label: "Q",
  labelEs: "",
  kind,
  choices: [],
  required: false,
  ...change,
});
const read = (asked: Asked, text: string) => {
  const { answers, wrong } = readAnswers([asked], { f1: text });
  return wrong.f1 ?? answers[1];
};

describe("an answer to a leader's own question", () => {
  it("is read by its kind", () => {
    expect(read(field("text"), "  Rock \u0000 &  roll ")).toBe("Rock & roll");
    expect(read(field("number"), "1,250.5")).toBe(1250.5);
    expect(read(field("number"), "3,5")).toBe(3.5);
    expect(read(field("number"), "-2")).toBe(-2);
    expect(read(field("date"), "12/31/2031")).toBe("2031-12-31");
    expect(read(field("choice", { choices: ["Red", "Blue"] }), "Blue")).toBe("Blue");
    expect([read(field("yes_no"), "yes"), read(field("yes_no"), "no")]).toEqual([true, false]);
  });

  it("is refused where it is none", () => {
    expect(read(field("text"), "x".repeat(201))).toBe("too_long");
    for (const text of ["ten", "1e5", "0x10", "1,2,3", "9".repeat(20), "Infinity"])
      expect([text, read(field("number"), text)]).toEqual([text, "no_number"]);
    expect(read(field("date"), "2/30/2030")).toBe("no_date");
    expect(read(field("choice", { choices: ["Red"] }), "red")).toBe("no_choice");
    expect(read(field("yes_no"), "maybe")).toBe("no_choice");
  });

  it("may be left out, unless it is required", () => {
    for (const kind of ["text", "number", "date", "choice", "yes_no"] as const) {
      expect(read(field(kind), " ")).toBeNull();
      expect(read(field(kind, { required: true }), "")).toBe("missing");
    }
  });

  it("whose words are those of a problem is a text like any other", () => {
    expect(read(field("text"), "missing")).toBe("missing");
    expect(readAnswers([field("text")], { f1: "missing" }).wrong).toEqual({});
    expect(readAnswers([field("choice", { choices: ["no_choice"] })], { f1: "no_choice" }).wrong).toEqual({});
  });

  it("stands in the form again as it was typed", () => {
    expect(typedAnswer(field("date"), "2031-12-31")).toBe("12/31/2031");
    expect(typedAnswer(field("yes_no"), false)).toBe("no");
    expect(typedAnswer(field("number"), 1250.5)).toBe("1250.5");
    expect(typedAnswer(field("text"), undefined)).toBe("");
  });
});
