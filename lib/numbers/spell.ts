import { showPhone } from "./phone";

const keys = ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/** The digits under the letters of a phone's keys: "Hope" → "4673". Digits stay; everything else is left out. */
export function digitsOf(words: string): string {
  return [...words.toUpperCase()]
    .map((sign) => (/\d/.test(sign) ? sign : String(keys.findIndex((letters) => letters.includes(sign)))))
    .filter((digit) => /^\d$/.test(digit))
    .join("");
}

/** Whether somebody wants a word rather than digits. */
export const isWord = (wish: string): boolean => /[a-z]/i.test(wish);

export type Spelled = { text: string; marked: boolean }[];

/**
 * A number as people write it, with a wish in the place of its digits: +17735554673 and "hope" →
 * "(773) 555-" and "HOPE", the latter marked. The last place where it stands is taken: a word at the end is remembered.
 */
export function spelled(phone: string, wish: string): Spelled {
  const shown = showPhone(phone);
  const signs = [...wish.toUpperCase()].filter((sign) => /[A-Z0-9]/.test(sign));
  const places = [...shown].flatMap((sign, at) => (/\d/.test(sign) ? [at] : []));
  const first = places
    .map((at) => shown[at])
    .join("")
    .lastIndexOf(digitsOf(wish));
  if (signs.length === 0 || first < 0) return [{ text: shown, marked: false }];
  const taken = places.slice(first, first + signs.length);
  const written = [...shown].map((sign, at) => (taken.includes(at) ? (signs[taken.indexOf(at)] as string) : sign));
  const [from, to] = [taken[0] as number, (taken.at(-1) as number) + 1];
  return [
    { text: written.slice(0, from).join(""), marked: false },
    { text: written.slice(from, to).join(""), marked: true },
    { text: written.slice(to).join(""), marked: false },
  ].filter((piece) => piece.text !== "");
}
