import { DateTime } from "luxon";
import { type DayOrder, readDay } from "./day";

/** A moment as files write it. `at` is ISO in UTC; `ahead`: it lies after `now`, which what has happened cannot. */
export type Moment = { at: string; ahead: boolean };

/**
 * Reads a date with or without a time: "2025-01-01", "2025-01-01T12:30:00Z", "1/2/2025 3:45 PM", seconds or milliseconds
 * since 1970. A time without an offset is in `zone` (IANA); a date alone is the start of its day there. Null for anything
 * else, and for years before 1990: nobody agreed to texts then.
 */
export function readMoment(text: string, by: { zone: string; order: DayOrder; now: Date }): Moment | null {
  const at = parse(text.trim(), by);
  if (!at || Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1990) return null;
  return { at: at.toISOString(), ahead: at > by.now };
}

function parse(text: string, { zone, order, now }: { zone: string; order: DayOrder; now: Date }): Date | null {
  if (!/\d/.test(text) || text.length > 40) return null;
  if (/^1\d{9}$/.test(text)) return new Date(Number(text) * 1_000);
  if (/^1\d{12}$/.test(text)) return new Date(Number(text));
  if (/^\d{5}(\.\d+)?$/.test(text)) return ofSpreadsheet(Number(text), zone, now);
  const [, dayText = "", time = ""] = /^(.*?\d)(?:T|,?\s+(?:at\s+)?|$)(\d{1,2}:\d{2}.*)?$/.exec(text) ?? [];
  const day = readDay(dayText, { order, now });
  if (!day) return null;
  if (!time) return DateTime.fromISO(day, { zone }).toJSDate();
  const [, hours = "", minutes = "", seconds = "0", half, offset] =
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i.exec(time) ??
    [];
  if (!hours) return null;
  const hour = half ? (Number(hours) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hours);
  const inZone = !offset
    ? zone
    : /^[zug]/i.test(offset)
      ? "UTC"
      : `UTC${offset.replace(/^(.\d{2}):?(\d{2})?$/, (_, h, m = "00") => `${h}:${m}`)}`;
  const [year, month, date] = day.split("-").map(Number);
  return DateTime.fromObject(
    { year, month, day: date, hour, minute: Number(minutes), second: Number(seconds) },
    { zone: inZone },
  ).toJSDate();
}

/** Days since 30 December 1899, as spreadsheets count, from 2000 on: before it, it is another number. */
function ofSpreadsheet(days: number, zone: string, now: Date): Date | null {
  const local = DateTime.fromMillis(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1_000, { zone: "UTC" });
  const at = local.setZone(zone, { keepLocalTime: true }).toJSDate();
  return days >= 36_526 && at <= now ? at : null;
}
