import { expect, test } from "vitest";
import { digitsOf, isWord, spelled } from "@/lib/numbers/spell";

const text = (phone: string, wish: string) =>
  spelled(phone, wish)
    .map(({ text, marked }) => (marked ? `[${text}]` : text))
    .join("");

test("letters are the keys they stand on, digits are themselves, the rest is nothing", () => {
  expect(digitsOf("HOPE")).toBe("4673");
  expect(digitsOf("hope")).toBe("4673");
  expect(digitsOf("abc def ghi jkl mno pqrs tuv wxyz")).toBe("22233344455566677778889999");
  expect(digitsOf("vote-4-me!")).toBe("8683463");
  expect(digitsOf("é✓ ")).toBe("");
  expect([isWord("HOPE"), isWord("773"), isWord("4me")]).toEqual([true, false, true]);
});

test("a word stands marked in the place of its digits, at its last place", () => {
  expect(text("+17735554673", "hope")).toBe("(773) 555-[HOPE]");
  expect(text("+14673254673", "hope")).toBe("(467) 325-[HOPE]");
  expect(text("+17734673210", "HOPE")).toBe("(773) [467-3]210".replace("467-3", "HOP-E"));
  expect(text("+17733659687", "9687")).toBe("(773) 365-[9687]");
});

test("where it does not stand, and for no wish, the number is as it is", () => {
  expect(text("+17733659687", "hope")).toBe("(773) 365-9687");
  expect(text("+17733659687", "")).toBe("(773) 365-9687");
  expect(text("72345", "hope")).toBe("72345");
});
