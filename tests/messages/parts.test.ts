import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { describe, expect, it } from "vitest";
import { measure } from "@/lib/messages/parts";

describe("measuring a text", () => {
  it("counts nothing where nothing is written", () => {
    expect(measure("")).toEqual({ characters: 0, parts: 0, encoding: "GSM-7", breaker: null });
  });

  it("takes 160 plain characters for one part, and 153 a part once they are joined", () => {
    expect([160, 161, 306, 307, 400].map((length) => measure("a".repeat(length)).parts)).toEqual([1, 2, 2, 3, 3]);
  });

  it("counts letters of the extension table twice", () => {
    expect(measure(`${"a".repeat(159)}€`)).toMatchObject({ characters: 160, parts: 2, encoding: "GSM-7" });
  });

  it("names the first character that halves the parts, and counts an emoji as one", () => {
    expect(measure("Thank you 👍🏽!")).toEqual({ characters: 12, parts: 1, encoding: "UCS-2", breaker: "👍🏽" });
    expect(measure(`${"a".repeat(70)}é`).parts).toBe(1);
    expect(measure(`${"a".repeat(70)}ё`).parts).toBe(2);
  });

  it("agrees with the library on any text of plain letters, which it measures without it", () => {
    const letters = Array.from({ length: 0x7f }, (_, code) => String.fromCharCode(code));
    const of = (some: string[]) =>
      fc.array(fc.constantFrom(...some), { minLength: 1, maxLength: 400 }).map((all) => all.join(""));
    const text = fc.oneof(of(letters), of(letters.filter((letter) => /[\w !-?@\n]/.test(letter))));
    const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
    fc.assert(
      fc.property(text, (text) => {
        const message = new SegmentedMessage(text, "auto", false);
        const gsm = message.getNonGsmCharacters().length === 0;
        expect(measure(text)).toMatchObject({
          characters: [...graphemes.segment(text)].length,
          parts: message.segmentsCount,
          encoding: gsm ? "GSM-7" : "UCS-2",
        });
      }),
      { numRuns: 2_000 },
    );
    for (const letter of letters) {
      expect(measure(letter).encoding).toBe(new SegmentedMessage(letter, "auto", false).encodingName);
    }
  });
});
