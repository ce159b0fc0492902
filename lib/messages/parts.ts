import { SegmentedMessage } from "sms-segments-calculator";

export type Measure = {
  /** As people count: one emoji is one. */
  characters: number;
  /** What the carrier counts and bills: 160 GSM-7 or 70 UCS-2 characters, fewer when joined. */
  parts: number;
  encoding: "GSM-7" | "UCS-2";
  /** The first character that GSM-7 lacks and that makes the parts smaller, or null. */
  breaker: string | null;
};

/** The longest text a leader writes, in characters. */
export const longest = 400;
/** Files that go along with a text. Carriers take more, but drop what weighs more than about a megabyte in all. */
export const mostFiles = 3;
export const tooManyFiles = `A text carries ${mostFiles} files at most. Take one out first.`;

/** Letters that GSM-7 and ASCII share, one septet and one character each: nearly all that is written in English. */
const plain = /^[\w !"#$%&'()*+,\-./:;<=>?@\n]+$/;
const [alone, joined] = [160, 153];

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Counts characters and parts of a text (3GPP TS 23.038). Runs in the browser as well. */
export function measure(text: string): Measure {
  if (text === "") return { characters: 0, parts: 0, encoding: "GSM-7", breaker: null };
  // The library looks at each character as a grapheme: a millisecond a text, which a million texts would feel.
  if (plain.test(text)) {
    const parts = text.length <= alone ? 1 : Math.ceil(text.length / joined);
    return { characters: text.length, parts, encoding: "GSM-7", breaker: null };
  }
  const message = new SegmentedMessage(text, "auto", false);
  const breaker = message.getNonGsmCharacters()[0] ?? null;
  return {
    characters: [...graphemes.segment(text)].length,
    parts: message.segmentsCount,
    encoding: breaker === null ? "GSM-7" : "UCS-2",
    breaker,
  };
}
