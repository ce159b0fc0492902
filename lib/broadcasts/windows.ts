import { DateTime } from "luxon";
import { type PossiblePlace, placesOf } from "@/lib/places/place-set";
import { placesOfMember, type Whereabouts } from "@/lib/places/whereabouts";
import { isHoliday } from "./state-holidays";
import { federalHours, type Hours, ourHours, type StateHours, stateHours } from "./state-hours";

export type { Whereabouts } from "@/lib/places/whereabouts";

/** Hours of the day on the clock of one zone; null: not on such a day. */
export type ZoneHours = {
  zone: string;
  weekday: Hours;
  saturday: Hours;
  sunday: Hours;
  /** States whose legal holidays are kept. */
  holidays: readonly string[];
};
/**
 * When a member may be sent a broadcast: while it is within the hours of every one of these zones at once. An empty list is
 * a member who may be anywhere in the world: never.
 */
export type Window = readonly ZoneHours[];

/** Two weeks, with their Sundays and holidays: what has not opened until then opens at no hour of any day. */
const horizonDays = 14;

/**
 * A member's window: the narrowest of all that is possible. Every place they may be in (lib/places/resolve.ts) adds its
 * state's hours on its own clock, and all of them must be open (docs/compliance.md, "When").
 */
export function windowOf(member: Whereabouts): Window {
  const places = placesOfMember(member);
  return places === "anywhere" ? [] : windowOfPlaces(placesOf(places));
}

/** The same text for the same window. */
export const windowKey = (window: Window): string =>
  window
    .map(({ zone, weekday, saturday, sunday, holidays }) =>
      [zone, ...[weekday, saturday, sunday].map((hours) => `${hours?.from}-${hours?.to}`), ...holidays].join(" "),
    )
    .sort()
    .join("|");

/** The common window of several places; one entry per zone, with the strictest hours of its states. */
export function windowOfPlaces(places: readonly PossiblePlace[]): Window {
  const byZone = new Map<string, ZoneHours>();
  for (const { state, zone } of places) {
    const hours = keptHours(state);
    const known = byZone.get(zone);
    byZone.set(zone, {
      zone,
      weekday: known ? narrower(known.weekday, hours.weekday) : hours.weekday,
      saturday: known ? narrower(known.saturday, hours.saturday) : hours.saturday,
      sunday: known ? narrower(known.sunday, hours.sunday) : hours.sunday,
      holidays: [...new Set([...(known?.holidays ?? []), ...(state && hours.notOnHolidays ? [state] : [])])].sort(),
    });
  }
  return [...byZone.values()];
}

/** The hours that are kept in a state (two letters; null: any other): its law's, and ours within them. */
export function keptHours(state: string | null): Pick<StateHours, "weekday" | "saturday" | "sunday" | "notOnHolidays"> {
  const { weekday, saturday, sunday, notOnHolidays } = (state && stateHours[state]) || federalHours;
  return {
    weekday: narrower(weekday, ourHours),
    saturday: narrower(saturday, ourHours),
    sunday: narrower(sunday, ourHours),
    notOnHolidays,
  };
}

/**
 * The first moment from `now` on at which the window is open; `now` itself where it is. Null for a window that never
 * opens: the places are so far apart that no hour of any day is lawful in all of them, or the member may be anywhere. Such
 * a member is sent nothing automatically (eligibility: "time_zone_unknown").
 */
export function nextOpening(window: Window, now: Date): Date | null {
  if (window.length === 0) return null;
  const until = now.getTime() + horizonDays * 24 * 3_600_000;
  for (let at = now.getTime(); at < until; ) {
    const latest = Math.max(...window.map((hours) => opensIn(hours, at)));
    if (latest === at) return new Date(at);
    at = latest;
  }
  return null;
}

/** May a broadcast go now? */
export function isOpen(window: Window, now: Date): boolean {
  return window.length > 0 && window.every((hours) => opensIn(hours, now.getTime()) === now.getTime());
}

/** When an open window closes: the earliest end in any of its zones. */
export function closesAt(window: Window, now: Date): Date {
  const ends = window.map((hours) => {
    const local = DateTime.fromMillis(now.getTime(), { zone: hours.zone });
    const today = hoursOn(local, hours);
    return today ? timeOn(local, today.to).toMillis() : now.getTime();
  });
  return new Date(Math.min(...ends));
}

/** The first moment from `at` on within the hours of one zone, in milliseconds; Infinity: never. */
function opensIn(hours: ZoneHours, at: number): number {
  let local = DateTime.fromMillis(at, { zone: hours.zone });
  for (let day = 0; day < horizonDays; day++) {
    const today = hoursOn(local, hours);
    if (today) {
      const [from, to] = [timeOn(local, today.from), timeOn(local, today.to)];
      if (local < from) return from.toMillis();
      if (local < to) return local.toMillis();
    }
    local = local.plus({ days: 1 }).startOf("day");
  }
  return Number.POSITIVE_INFINITY;
}

/** The hours of a day on the member's clock; null on a holiday of a state that may be theirs. */
function hoursOn(local: DateTime, hours: ZoneHours): Hours {
  if (hours.holidays.some((state) => isHoliday(state, local))) return null;
  if (local.weekday === 7) return hours.sunday;
  return local.weekday === 6 ? hours.saturday : hours.weekday;
}
/** By the clock on the wall, which is not so many minutes after midnight on the two nights it is changed. */
const timeOn = (local: DateTime, minutes: number) =>
  local.set({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 });

function narrower(one: Hours, other: Hours): Hours {
  if (!one || !other) return null;
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to, other.to);
  return from < to ? { from, to } : null;
}
