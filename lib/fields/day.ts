/** 5/17/1990 or 17/5/1990. */
export type DayOrder = "month_first" | "day_first";

/**
 * A calendar day as people and files write it, in the languages of `months`: "1990-05-17", "5/17/1990", "17.5.90",
 * "May 17, 1990", "17 de mayo de 1990", "19900517" → "1990-05-17". Where both readings are possible `order` decides; where
 * only one is (17/5/1990), that one counts. Two digits of a year are the latest such year that is not to come. Null for
 * what is no day (2/30).
 */
export function readDay(text: string, { order = "month_first", now = new Date() }: DayOptions = {}): string | null {
  const trimmed = evenly(text);
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(trimmed) ?? /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(trimmed);
  const day = iso && (dayOf(iso[1], iso[2], iso[3]) ?? (trimmed.length > 8 ? dayOf(iso[1], iso[3], iso[2]) : null));
  if (day) return day;
  const short =
    /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$/.exec(trimmed) ?? /^(\d\d)()(\d\d)((?:19|20)\d\d)$/.exec(trimmed);
  if (short) {
    const year = fullYear(short[4] as string, now);
    const [first, second] = [short[1], short[3]];
    const monthFirst = dayOf(year, first, second);
    const dayFirst = dayOf(year, second, first);
    return order === "day_first" ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst);
  }
  const named = namedDay(trimmed);
  return named?.year ? dayOf(fullYear(named.year, now), String(named.month), named.day) : null;
}
type DayOptions = { order?: DayOrder; now?: Date };

/**
 * A birthday without its year: "--05-17" (vCard, Google Contacts), "5/17", "May 17", "17 de mayo", or with the year 1604
 * that Apple writes for none → "05-17". Null for anything else.
 */
export function readMonthDay(text: string, order: DayOrder = "month_first"): string | null {
  const trimmed = withoutTime(text);
  const [, month, day] =
    /^--?(\d{2})-?(\d{2})$/.exec(trimmed) ?? /^1604[-/.]?(\d{2})[-/.]?(\d{2})$/.exec(trimmed) ?? [];
  if (month) return monthDayOf(month, day);
  const short = /^(\d{1,2})[-/.](\d{1,2})$/.exec(trimmed);
  if (short) {
    const [monthFirst, dayFirst] = [monthDayOf(short[1], short[2]), monthDayOf(short[2], short[1])];
    return order === "day_first" ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst);
  }
  const named = namedDay(trimmed);
  return named && !named.year ? monthDayOf(String(named.month), named.day) : null;
}

/** Whether a day written in figures can only be read in one order: which one; null where it tells nothing. */
export function orderOf(text: string): DayOrder | null {
  const [, first, , second] =
    /^(\d{1,2})([-/. ])(\d{1,2})(?:\2(?:\d{4}|\d{2}))?(?:[ T].*)?$/.exec(evenly(text)) ??
    /^(\d\d)()(\d\d)(?:19|20)\d\d$/.exec(evenly(text)) ??
    [];
  if (Number(first) > 12 && Number(first) < 32 && Number(second) <= 12) return "day_first";
  return Number(second) > 12 && Number(second) < 32 && Number(first) <= 12 ? "month_first" : null;
}

/** "1990-05-17" as a form shows it: 5/17/1990. Empty for nothing. */
export function writtenDay(day: string | null): string {
  const [year, month, date] = day?.split("-").map(Number) ?? [];
  return year ? `${month}/${date}/${year}` : "";
}

/** A birthday without its year, month × 100 + day as it is stored: 517 → "5/17". Empty for nothing. */
export function writtenMonthDay(monthDay: number | null): string {
  return monthDay ? `${Math.floor(monthDay / 100)}/${monthDay % 100}` : "";
}

/** "5 / 17 / '90" and "1990年5月17日" as 5/17/90 and 1990-5-17, without a time behind them. */
const evenly = (text: string) =>
  withoutTime(text)
    .replace(/\s*([/.-])\s*(?=['’]?\d)/g, "$1")
    .replace(/['’](?=\d\d$)/, "")
    .replace(/^(\d{4})年(\d{1,2})月(\d{1,2})日$/, "$1-$2-$3");
const withoutTime = (text: string) => text.trim().replace(/[ T]\d{1,2}:\d{2}.*$/, "");

/** By the beginnings of their names in English, Spanish, French, German, Portuguese and Italian. */
const months: [start: RegExp, month: number][] = [
  [/^(jan|ene|gen)/, 1],
  [/^(feb|fev)/, 2],
  [/^mar/, 3],
  [/^(apr|abr|avr)/, 4],
  [/^(may|mai|mag)/, 5],
  [/^(jun|juin|giu)/, 6],
  [/^(jul|juil|lug)/, 7],
  [/^(aug|ago|aou)/, 8],
  [/^(sep|set)/, 9],
  [/^(oct|okt|out|ott)/, 10],
  [/^nov/, 11],
  [/^(dec|dic|dez)/, 12],
];

function namedDay(text: string): { year: string | null; month: number; day: string } | null {
  if (!/\p{L}{3}/u.test(text)) return null;
  const plain = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\b(de|del|of|the|le)\b/g, " ");
  const words = plain
    .replace(/[,.\-/]/g, " ")
    .trim()
    .split(/\s+/)
    .filter((word) => !/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/.test(word));
  const at = words.findIndex((word) => /^[a-z]/.test(word));
  const month = months.find(([start]) => start.test(words[at] ?? ""))?.[1];
  const numbers = words.filter((_, place) => place !== at).map((word) => word.replace(/(st|nd|rd|th|er)$/, ""));
  if (!month || numbers.length < 1 || numbers.length > 2 || !numbers.every((one) => /^\d{1,4}$/.test(one))) return null;
  const [day = "", year = null] = (numbers[0]?.length ?? 0) > 2 ? numbers.toReversed() : numbers;
  if (day.length > 2 || year?.length === 1 || year?.length === 3) return null;
  return { year, month, day };
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

/** Of a leap year, for 29 February is a birthday. */
const monthDayOf = (month?: string, day?: string) => dayOf("2000", month, day)?.slice(5) ?? null;
