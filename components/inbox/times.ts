// The zone and the locale are said, never taken from the machine: server and browser must write the same.
const locale = "en-US";
const dayOf = (date: Date, timeZone: string) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(date);

/** "9:41 AM". */
export function timeOfDay(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit" }).format(new Date(iso));
}

/** "America/Chicago" → "Chicago". */
export const zoneWords = (zone: string) => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** "Nov 3, 2026, 9:41 AM". */
export function fullTime(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

/** "Nov 3, 2026". */
export function dayOnly(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "medium" }).format(new Date(iso));
}

/** The calendar day a time falls on in the zone, as a key. */
export function dayKey(iso: string, timeZone: string): string {
  return dayOf(new Date(iso), timeZone);
}

/** "Today", "Yesterday", "Tue, Nov 3", and with the year where it is another one. */
export function dayName(iso: string, timeZone: string, now = new Date()): string {
  const day = dayKey(iso, timeZone);
  if (day === dayOf(now, timeZone)) return "Today";
  if (day === dayOf(new Date(now.getTime() - 86_400_000), timeZone)) return "Yesterday";
  const sameYear = day.slice(0, 4) === dayOf(now, timeZone).slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: "short",
    month: "short",
    day: "numeric",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(new Date(iso));
}

/** For a row of the list: the time today, the weekday this week, else the date. */
export function shortTime(iso: string, timeZone: string, now = new Date()): string {
  const date = new Date(iso);
  if (dayOf(date, timeZone) === dayOf(now, timeZone)) return timeOfDay(iso, timeZone);
  const days = (now.getTime() - date.getTime()) / 86_400_000;
  if (days < 6) return new Intl.DateTimeFormat(locale, { timeZone, weekday: "short" }).format(date);
  const sameYear = dayOf(date, timeZone).slice(0, 4) === dayOf(now, timeZone).slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    month: "short",
    day: "numeric",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}
