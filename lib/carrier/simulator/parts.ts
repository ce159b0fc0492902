import { measure } from "@/lib/messages/parts";

/** A text cut the way phones cut it: 160 GSM-7 or 70 UCS-2 characters, fewer where parts must be joined. */
export function cut(text: string): string[] {
  const { parts, encoding } = measure(text);
  if (parts <= 1) return [text];
  const size = encoding === "GSM-7" ? 153 : 67;
  const cuts: string[] = [];
  let part = "";
  for (const character of text) {
    if (part.length + character.length > size) {
      cuts.push(part);
      part = "";
    }
    part += character;
  }
  return [...cuts, part];
}

const plain = /^[\n\r !-Z_a-z]*$/;

/** How many parts a text is billed as; the common case without an analysis. */
export function countParts(text: string): number {
  return text.length <= 160 && plain.test(text) ? 1 : measure(text).parts;
}
