import { readDay, readMonthDay } from "@/lib/fields/day";
import type { DateOrder, Target } from "./columns";
import { ageOn, readSerialDay } from "./values";

export type Birth = {
  /** YYYY-MM-DD. */
  date: string | null;
  /** A birthday without its year, as month × 100 + day. */
  monthDay: number | null;
  /** The year where it is known, also without a day. */
  year: number | null;
  unread: { target: Target; value: string }[];
};

/** The day of birth of a row, from one column or from columns of year, month and day, which may complete each other. */
export function readBirth(cell: ReadonlyMap<Target, string>, order: DateOrder, now: Date): Birth {
  const [text, month, day, yearText] = (["birthDate", "birthMonth", "birthDay", "birthYear"] as const).map((target) =>
    cell.get(target),
  );
  const year = readYear(yearText, now);
  const whole = text === undefined ? null : readBirthday(text, order, now);
  const unread: Birth["unread"] = [];
  if (text !== undefined && !whole) unread.push({ target: "birthDate", value: text });
  if (yearText !== undefined && year === null) unread.push({ target: "birthYear", value: yearText });
  if (whole?.date) return { ...whole, year: Number(whole.date.slice(0, 4)), unread };
  const monthDay = whole?.monthDay ?? monthDayOf(month, day);
  if (monthDay === null) {
    if (month !== undefined && day !== undefined) unread.push({ target: "birthDay", value: `${month} ${day}` });
    return { date: null, monthDay: null, year, unread };
  }
  const date =
    year === null ? null : readBirthday(`${year}-${Math.floor(monthDay / 100)}-${monthDay % 100}`, order, now);
  return date?.date ? { ...date, year, unread } : { date: null, monthDay, year, unread };
}

/** Whether somebody is younger than `least` years on the day of `now`, as far as what is known of their birth tells. */
export function isYounger({ date, year }: Birth, least: number, now: Date): boolean {
  if (date) return ageOn(date, now) < least;
  return year !== null && ageOn(`${year}-01-01`, now) < least;
}

const asNumber = (monthDay: string | null) => (monthDay ? Number(monthDay.replace("-", "")) : null);

/** Of "5", "05", "May" and "17". */
function monthDayOf(month = "", day = ""): number | null {
  const date = day.replace(/\.0+$/, "").replace(/(st|nd|rd|th)$/i, "");
  const number = month.replace(/\.0+$/, "");
  if (!/^\d{1,2}$/.test(date)) return null;
  return asNumber(/^\d{1,2}$/.test(number) ? readInOrder(`${number}/${date}`) : readMonthDay(`${month} ${date}`));
}

/** A month above 12 is no day: these two are labelled. */
const readInOrder = (text: string) => (Number(text.split("/")[0]) > 12 ? null : readMonthDay(text, "month_first"));

function readYear(text: string | undefined, now: Date): number | null {
  const [, digits = ""] = /^'?(\d{4}|\d{2})(?:\.0+)?$/.exec(text ?? "") ?? [];
  if (digits === "") return null;
  const century = Math.floor(now.getUTCFullYear() / 100) * 100;
  const year = digits.length === 4 ? Number(digits) : century + Number(digits);
  const past = digits.length === 2 && year > now.getUTCFullYear() ? year - 100 : year;
  return past <= now.getUTCFullYear() && past >= now.getUTCFullYear() - 120 ? past : null;
}

/** A day of birth, or a birthday without its year. */
function readBirthday(text: string, order: DateOrder, now: Date): Pick<Birth, "date" | "monthDay"> | null {
  const monthDay = asNumber(readMonthDay(text, order));
  if (monthDay !== null) return { date: null, monthDay };
  const date = readDay(text, { order, now }) ?? readSerialDay(text);
  const past = date && date <= now.toISOString().slice(0, 10);
  return past && Number(date.slice(0, 4)) >= now.getUTCFullYear() - 120 ? { date, monthDay: null } : null;
}
