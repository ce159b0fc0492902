import { DateTime } from "luxon";

/**
 * Legal holidays on which states forbid sales calls, as rules that hold for any year. A state's row is added to the
 * federal holidays (5 U.S.C. 6103). Where sources disagree whether a day counts, it does; a holiday on a weekend also counts
 * on the Friday before or the Monday after it. Governors' single proclamations are not known here.
 *
 * Sources: Ala. Code 1-3-8; La. Rev. Stat. 1:55 and La. Public Service Commission General Order R-29617 V(A)(2); Miss.
 * Code 3-3-7; 44 P.S. 11 (Pennsylvania); R.I. Gen. Laws 25-1-1; Utah Code 63G-1-301; published lists of restricted call
 * dates (dnc.com, 2018 to 2025). Checked 2026-11-27.
 */
type Rule =
  | { month: number; day: number }
  /** The nth such weekday of a month (1: Monday … 7: Sunday); -1 is the last. */
  | { month: number; weekday: number; nth: number }
  /** Days from Easter Sunday (Gregorian). */
  | { easter: number }
  /** The Tuesday after the first Monday of November; every second year where `evenYears`. */
  | { electionDay: true; evenYears: boolean };

const on = (month: number, day: number): Rule => ({ month, day });
const nth = (month: number, weekday: number, count: number): Rule => ({ month, weekday, nth: count });
const [monday, thursday, friday] = [1, 4, 5];
const goodFriday: Rule = { easter: -2 };
const mardiGras: Rule = { easter: -47 };

const federal: Rule[] = [
  on(1, 1),
  nth(1, monday, 3),
  nth(2, monday, 3),
  nth(5, monday, -1),
  on(6, 19),
  on(7, 4),
  nth(9, monday, 1),
  nth(10, monday, 2),
  on(11, 11),
  nth(11, thursday, 4),
  on(12, 25),
];

const ofStates: Record<string, Rule[]> = {
  // Mardi Gras in Mobile and Baldwin County only; Confederate Memorial Day, Jefferson Davis' birthday, Rosa Parks Day.
  AL: [mardiGras, nth(4, monday, 4), nth(6, monday, 1), on(12, 1)],
  // Battle of New Orleans, Huey Long's birthday, All Saints' Day, Acadian Day.
  LA: [
    on(1, 8),
    mardiGras,
    goodFriday,
    on(8, 30),
    on(11, 1),
    nth(11, friday, 4),
    { electionDay: true, evenYears: true },
  ],
  // Confederate Memorial Day.
  MS: [nth(4, monday, -1)],
  // Flag Day.
  PA: [goodFriday, on(6, 14), { electionDay: true, evenYears: false }],
  // Rhode Island Independence Day, Victory Day.
  RI: [on(5, 4), nth(8, monday, 2), { electionDay: true, evenYears: true }],
  // Pioneer Day.
  UT: [on(7, 24)],
};

/** Whether a day on a clock there ("2026-11-26") is a legal holiday of a state whose law forbids sales calls on them. */
export function isHoliday(state: string, day: DateTime): boolean {
  const own = ofStates[state];
  if (!own) return false;
  const key = `${state} ${day.year}`;
  let days = known.get(key);
  if (!days) {
    days = new Set([...federal, ...own].flatMap((rule) => datesOf(rule, day.year)));
    // New Year's Day of the next year may be kept on the last day of this one.
    for (const date of datesOf(on(1, 1), day.year + 1)) days.add(date);
    known.set(key, days);
  }
  return days.has(day.toISODate() ?? "");
}
const known = new Map<string, Set<string>>();

/** The dates of a holiday in a year, with the day it is kept where it falls on a weekend. */
function datesOf(rule: Rule, year: number): string[] {
  const date = dateOf(rule, year);
  if (!date) return [];
  const kept = date.weekday === 6 ? date.minus({ days: 1 }) : date.weekday === 7 ? date.plus({ days: 1 }) : date;
  return [date, kept].flatMap((one) => one.toISODate() ?? []);
}

function dateOf(rule: Rule, year: number): DateTime | null {
  const utc = (month: number, day: number) => DateTime.utc(year, month, day);
  if ("easter" in rule) return easter(year).plus({ days: rule.easter });
  if ("electionDay" in rule) {
    if (rule.evenYears && year % 2 === 1) return null;
    return weekdayOf(utc(11, 1), monday, 1).plus({ days: 1 });
  }
  return "day" in rule ? utc(rule.month, rule.day) : weekdayOf(utc(rule.month, 1), rule.weekday, rule.nth);
}

function weekdayOf(first: DateTime, weekday: number, count: number): DateTime {
  if (count < 0) {
    const last = first.endOf("month").startOf("day");
    return last.minus({ days: (last.weekday - weekday + 7) % 7 });
  }
  return first.plus({ days: ((weekday - first.weekday + 7) % 7) + (count - 1) * 7 });
}

/** Easter Sunday by the Gregorian calendar (the anonymous algorithm, Nature 1876; Meeus, Astronomical Algorithms). */
function easter(year: number): DateTime {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return DateTime.utc(year, Math.floor(f / 31), (f % 31) + 1);
}
