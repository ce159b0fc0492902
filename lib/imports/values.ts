import { type DayOrder, readDay } from "@/lib/fields/day";
import type { Field } from "@/lib/fields/queries";

type FieldLike = Pick<Field, "kind" | "choices">;

/**
 * One line of plain text: control characters have no place in a name, and NUL cannot even be stored. The apostrophe that
 * keeps a spreadsheet from taking a cell for a formula or a number (also in this product's own exports) goes.
 */
export function tidy(text: string): string {
  const line = text
    .replace(/\p{Cc}/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return /^'[=+\-@\d]/.test(line) ? line.slice(1) : line;
}

/** A day as Excel counts it (days since 30 December 1899), for cells whose date format was lost: "33010" → "1990-05-17". */
export function readSerialDay(text: string): string | null {
  if (!/^\d{5}(\.\d+)?$/.test(text.trim())) return null;
  const at = new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(text)) * 86_400_000);
  return at.toISOString().slice(0, 10);
}

/** Years of age on the day of `now`, in UTC. */
export function ageOn(date: string, now: Date): number {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const had = now.getUTCMonth() + 1 > month || (now.getUTCMonth() + 1 === month && now.getUTCDate() >= day);
  return now.getUTCFullYear() - year - (had ? 0 : 1);
}

const languages: Record<string, "en" | "es"> = {
  english: "en",
  ingles: "en",
  inglés: "en",
  spanish: "es",
  español: "es",
  espanol: "es",
  castellano: "es",
};

/** "en-US", "English" → en; "es", "Español" → es; null for languages the pages are not written in. */
export function readLanguage(text: string): "en" | "es" | null {
  const plain = text.trim().toLowerCase();
  return languages[plain] ?? (/^en([-_]|$)/.test(plain) ? "en" : /^es([-_]|$)/.test(plain) ? "es" : null);
}

/** "vip; chicago, early" → three tags; "* myContacts ::: Fans" (Google Contacts) → Fans. */
export function readTags(text: string): string[] {
  if (text === "") return [];
  const names = text.split(/[,;|]|:::/).map((name) => tidy(name).replace(/^\* /, "").slice(0, 40).trim());
  return [...new Set(names.filter((name) => name !== "" && !/^(my ?contacts|starred)$/i.test(name)))];
}

/** One address, or null. Stricter than the standard, as people write them. */
export function readEmail(text: string): string | null {
  return text.length <= 200 && /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[\p{L}]{2,}$/u.test(text) ? text : null;
}

const yes = new Set(["yes", "y", "true", "t", "1", "x", "on", "si", "sí", "✓"]);
const no = new Set(["no", "n", "false", "f", "0", "off"]);

/** A cell as the value of a leader's own field; null where it is none. */
export function readCustom(
  field: FieldLike,
  text: string,
  order: DayOrder,
  now: Date,
): string | number | boolean | null {
  if (field.kind === "text") return text.slice(0, 200);
  if (field.kind === "date") return readDay(text, { order, now }) ?? readSerialDay(text);
  if (field.kind === "yes_no") {
    const word = text.toLowerCase();
    return yes.has(word) ? true : no.has(word) ? false : null;
  }
  if (field.kind === "choice") {
    return field.choices.find((choice) => choice.toLowerCase() === text.toLowerCase()) ?? null;
  }
  const plain = text.replace(/^[$€£]\s*/, "").replace(/,(?=\d{3}(\D|$))/g, "");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?%?$/i.test(plain) ? Number.parseFloat(plain) : null;
}

/** At most so many characters of a text; null for none. */
export const cut = (text: string | null, most: number): string | null =>
  text === null || text.length <= most ? text || null : [...text].slice(0, most).join("").trim() || null;
