import { DateTime } from "luxon";

/** Where the next page of a list begins, that is ordered by a time and then by id. `at` as PostgreSQL or ISO write it. */
export type TimeCursor = { at: string; id: number };

const timestamp = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)$/;

/** Whether PostgreSQL can read `text` as a timestamptz: in its own notation to the microsecond, or in ISO's. */
export function isTimestamp(text: string): boolean {
  if (!timestamp.test(text)) return false;
  const time = DateTime.fromISO(text.replace(" ", "T"), { zone: "utc" });
  return time.isValid && time.year >= 1;
}

/** Reads "<time>~<id>" as it comes back in an address. Null when it is none: the list then begins at its start. */
export function readTimeCursor(text: string | null | undefined): TimeCursor | null {
  const [at = "", id = "", ...rest] = text?.split("~") ?? [];
  if (rest.length > 0 || !isTimestamp(at) || !/^\d{1,15}$/.test(id)) return null;
  return { at, id: Number(id) };
}
