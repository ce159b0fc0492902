import type { Field } from "@/lib/fields/queries";
import type { Mapping } from "./columns";

type FieldLike = Pick<Field, "kind" | "choices">;

/** One line of plain text: control characters have no place in a name, and NUL cannot even be stored. */
export function tidy(text: string): string {
  return text
    .replace(/\p{Cc}/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** "Morales, Ana" and "Ana Morales" → first and last name. The first word is the first name. */
export function splitName(text: string): { firstName: string | null; lastName: string | null } {
  const [last, first, more] = text.split(",").map((part) => part.trim());
  if (last && first && more === undefined) return { firstName: first, lastName: last };
  const at = text.indexOf(" ");
  return at < 0
    ? { firstName: text || null, lastName: null }
    : { firstName: text.slice(0, at), lastName: text.slice(at + 1) };
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * "1990-05-17", "5/17/1990", "5/17/90", "17.5.1990", "May 17, 1990" → "1990-05-17"; null for what is no day. Two digits
 * of a year are the latest such year that is not to come.
 */
export function readDay(text: string, order: Mapping["dates"], now: Date): string | null {
  const trimmed = text.trim().replace(/[ T]\d{1,2}:\d{2}.*$/, "");
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(trimmed);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const short = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(trimmed);
  if (short) {
    const year = fullYear(short[3] as string, now);
    return order === "day_first" ? dayOf(year, short[2], short[1]) : dayOf(year, short[1], short[2]);
  }
  const named = /^(?:(\d{1,2})[ .-]+)?([a-z]{3})[a-z]*[ .-]+(?:(\d{1,2})(?:st|nd|rd|th)?,?[ -]+)?(\d{4}|\d{2})$/i.exec(
    trimmed,
  );
  const month = named ? months.indexOf((named[2] as string).toLowerCase()) + 1 : 0;
  const day = named?.[1] ?? named?.[3];
  return named && month > 0 && day ? dayOf(fullYear(named[4] as string, now), String(month), day) : null;
}

function fullYear(digits: string, now: Date): string {
  if (digits.length === 4) return digits;
  const century = Math.floor(now.getUTCFullYear() / 100) * 100;
  const year = century + Number(digits);
  return String(year > now.getUTCFullYear() ? year - 100 : year);
}

function dayOf(year = "", month = "", day = ""): string | null {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? null : date;
}

/** Years of age on the day of `now`, in UTC. */
export function ageOn(date: string, now: Date): number {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const had = now.getUTCMonth() + 1 > month || (now.getUTCMonth() + 1 === month && now.getUTCDate() >= day);
  return now.getUTCFullYear() - year - (had ? 0 : 1);
}

/** "60601", "60601-1234", "M5V 3L9"; the zero that spreadsheets cut off New England's codes is put back. */
export function readPostalCode(text: string): string | null {
  const plain = text.trim().toUpperCase().replace(/\.0$/, "");
  if (/^\d{4}$/.test(plain)) return `0${plain}`;
  const zip = /^(\d{5})(?:[-\s]?(\d{4}))?$/.exec(plain);
  if (zip) return zip[2] ? `${zip[1]}-${zip[2]}` : (zip[1] ?? null);
  const canadian = /^([ABCEGHJ-NPRSTVXY]\d[A-Z])[\s-]?(\d[A-Z]\d)$/.exec(plain);
  return canadian ? `${canadian[1]} ${canadian[2]}` : null;
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

/** "vip; chicago, early" → three tags. */
export function readTags(text: string): string[] {
  const names = text.split(/[,;|]/).map((name) => tidy(name).slice(0, 40).trim());
  return [...new Set(names.filter(Boolean))];
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
  order: Mapping["dates"],
  now: Date,
): string | number | boolean | null {
  if (field.kind === "text") return text.slice(0, 200);
  if (field.kind === "date") return readDay(text, order, now);
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
