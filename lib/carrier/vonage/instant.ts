const withZone = /:\d\d(?:[.,]\d+)?\s*(?:z|gmt|utc|[+-]\d\d(?::?\d\d)?)$/i;

/**
 * ISO 8601 UTC of a carrier's time, or null where it is none: epoch seconds or milliseconds, or a date with a time of
 * day. Without a zone it is UTC, wherever this program runs.
 */
export function instant(raw: unknown): string | null {
  const given = typeof raw === "string" || typeof raw === "number" ? String(raw).trim() : "";
  const at = /^\d{9,14}(?:\.\d+)?$/.test(given) ? epoch(Number(given)) : dated(given);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Twelve digits and more are milliseconds: as seconds they would be the year 5138 and later. */
const epoch = (count: number) => new Date(count >= 1e11 ? count : count * 1_000);

function dated(given: string): Date {
  if (!/\d:\d\d/.test(given)) return new Date(Number.NaN);
  if (withZone.test(given)) return new Date(given);
  return new Date(/^\d{4}-\d\d-\d\d[T ]/i.test(given) ? `${given.replace(" ", "T")}Z` : `${given} UTC`);
}
