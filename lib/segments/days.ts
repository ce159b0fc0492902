import { DateTime } from "luxon";

/** When a segment is looked at, and where its leader's day begins. */
export type Clock = { now: Date; timeZone: string };

const here = ({ now, timeZone }: Clock) => DateTime.fromJSDate(now, { zone: timeZone });

/** The first moment of the leader's day `days` days before today. */
export function daysAgo(clock: Clock, days: number): Date {
  return here(clock).startOf("day").minus({ days }).startOf("day").toJSDate();
}

/** The first moments of a day (YYYY-MM-DD) and of the day after it, in the leader's zone. */
export function startOf(clock: Clock, day: string): Date {
  return DateTime.fromISO(day, { zone: clock.timeZone }).startOf("day").toJSDate();
}
export function endOf(clock: Clock, day: string): Date {
  return DateTime.fromISO(day, { zone: clock.timeZone }).plus({ days: 1 }).startOf("day").toJSDate();
}

/** Today's date in the leader's zone. */
export function today(clock: Clock): string {
  return here(clock).toISODate() as string;
}

/**
 * Whoever was born on this day or earlier is at least `years` old today; YYYY-MM-DD. Who was born on 29 February grows
 * older on 1 March in years without one, as the sign-up page counts (members/details.ts).
 */
export function bornBy(clock: Clock, years: number): string {
  return here(clock).minus({ years }).toISODate() as string;
}

/** Ranges of month × 100 + day, both ends included. */
export type DayRange = [from: number, to: number];

/**
 * The birthdays of today and the next `days` days; null: any. Who was born on 29 February has a birthday on the 28th in
 * years without one, so that nobody waits four years for a greeting.
 */
export function birthdays(clock: Clock, days: number): DayRange[] | null {
  if (days >= 365) return null;
  const from = here(clock).startOf("day");
  const to = from.plus({ days });
  if (from.year === to.year) return [[monthDay(from), lastDay(to)]];
  return [
    [monthDay(from), 1231],
    [101, lastDay(to)],
  ];
}

const monthDay = (at: DateTime) => at.month * 100 + at.day;
const lastDay = (at: DateTime) => (monthDay(at) === 228 && !at.isInLeapYear ? 229 : monthDay(at));
