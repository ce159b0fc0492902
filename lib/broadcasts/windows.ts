import { DateTime } from "luxon";
import { stateOfAreaCode, zonesOf } from "@/lib/places/area-codes";
import { federalHours, type Hours, ourHours, stateHours } from "./state-hours";

/** What is known of where a member is. */
export type Whereabouts = { timeZone: string | null; state: string | null; areaCode: string | null };
/** When a member may be sent a broadcast: within these hours of the day in each of these zones at once. */
export type Window = { zones: string[]; weekday: Hours; sunday: Hours };

/** Far past any closed stretch: two days without a window in a row is all a law knows. */
const mostSteps = 64;

/**
 * A member's window: their zone by postal code or city, else all zones of their area code at once (the narrowest
 * window), else the leader's; their state by what they said, else by the area code (docs/compliance.md, "When").
 */
export function windowOf(member: Whereabouts, leaderZone: string): Window {
  const byCode = member.timeZone || !member.areaCode ? [] : zonesOf(member.areaCode).filter(isZone);
  const zones = member.timeZone && isZone(member.timeZone) ? [member.timeZone] : byCode;
  return { zones: zones.length > 0 ? zones : [leaderZone], ...keptHours(stateOf(member)) };
}

/** The hours that are kept in a state (two letters; null: any other): its law's, and ours within them. */
export function keptHours(state: string | null): { weekday: Hours; sunday: Hours } {
  const law = (state && stateHours[state]) || federalHours;
  return { weekday: narrower(law.weekday, ourHours), sunday: narrower(law.sunday, ourHours) };
}

/** Two letters. A member who moved is where they say they are; who said nothing, where their number was given out. */
export function stateOf(member: Pick<Whereabouts, "state" | "areaCode">): string | null {
  const said = member.state?.trim().toUpperCase();
  if (said && /^[A-Z]{2}$/.test(said)) return said;
  return member.areaCode ? stateOfAreaCode(member.areaCode) : null;
}

/** The first moment from `now` on at which the window is open; `now` itself where it is. */
export function nextOpening(window: Window, now: Date): Date {
  let at = now.getTime();
  for (let step = 0; step < mostSteps; step++) {
    const opens = window.zones.map((zone) => opensIn(zone, window, at));
    const latest = Math.max(...opens);
    if (latest === at) return new Date(at);
    at = latest;
  }
  throw new Error(`The window of ${window.zones.join(", ")} never opens.`);
}

/** May a broadcast go now? */
export function isOpen(window: Window, now: Date): boolean {
  return window.zones.every((zone) => opensIn(zone, window, now.getTime()) === now.getTime());
}

/** When an open window closes: the earliest end in any of its zones. */
export function closesAt(window: Window, now: Date): Date {
  const ends = window.zones.map((zone) => {
    const local = DateTime.fromMillis(now.getTime(), { zone });
    const hours = hoursOn(local, window);
    return hours ? timeOn(local, hours.to).toMillis() : now.getTime();
  });
  return new Date(Math.min(...ends));
}

/** The first moment from `at` on within the hours of one zone, in milliseconds. Clock changes are luxon's. */
function opensIn(zone: string, window: Window, at: number): number {
  let local = DateTime.fromMillis(at, { zone });
  for (let day = 0; day < 8; day++) {
    const hours = hoursOn(local, window);
    if (hours) {
      const [from, to] = [timeOn(local, hours.from), timeOn(local, hours.to)];
      if (local < from) return from.toMillis();
      if (local < to) return local.toMillis();
    }
    local = local.plus({ days: 1 }).startOf("day");
  }
  throw new Error(`The window in ${zone} never opens.`);
}

const hoursOn = (local: DateTime, window: Window) => (local.weekday === 7 ? window.sunday : window.weekday);
/** By the clock on the wall, which is not so many minutes after midnight on the two nights it is changed. */
const timeOn = (local: DateTime, minutes: number) =>
  local.set({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 });

function narrower(law: Hours, ours: { from: number; to: number }): Hours {
  if (!law) return null;
  const from = Math.max(law.from, ours.from);
  const to = Math.min(law.to, ours.to);
  return from < to ? { from, to } : null;
}

const zones = new Map<string, boolean>();
function isZone(zone: string): boolean {
  let valid = zones.get(zone);
  if (valid === undefined) {
    valid = DateTime.utc().setZone(zone).isValid;
    zones.set(zone, valid);
  }
  return valid;
}
