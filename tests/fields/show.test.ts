import { describe, expect, it } from "vitest";
import { readDay, writtenDay } from "@/lib/fields/day";
import { showValue } from "@/lib/fields/show";

describe("an answer on the leader's screens", () => {
  it("is written as people write it", () => {
    expect(showValue({ kind: "number" }, 1250.5)).toBe("1,250.5");
    expect(showValue({ kind: "date" }, "1990-05-17")).toBe("May 17, 1990");
    expect(showValue({ kind: "yes_no" }, false)).toBe("No");
    expect(showValue({ kind: "choice" }, "Vanilla")).toBe("Vanilla");
  });

  it("is empty where nothing was answered, and survives a value of another kind", () => {
    expect(showValue({ kind: "text" }, undefined)).toBe("");
    expect(showValue({ kind: "date" }, "soon")).toBe("soon");
  });
});

describe("a day", () => {
  it("is read in the ways people write it, and only where it exists", () => {
    expect(
      ["2000-02-29", "2/29/2000", "02-29-2000", "29/2/2000", "29 de febrero de 2000"].map((text) => readDay(text)),
    ).toEqual(Array(5).fill("2000-02-29"));
    expect(["2/29/2001", "13/13/2000", "May 17", ""].map((text) => readDay(text))).toEqual(Array(4).fill(null));
  });

  it("comes back as the form shows it", () => {
    expect(writtenDay("1990-05-07")).toBe("5/7/1990");
    expect(writtenDay(null)).toBe("");
  });
});
