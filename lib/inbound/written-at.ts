/** Milliseconds by which the carrier's clock may differ from ours. */
export const clockSkew = 5 * 60_000;
/** The carrier tries a webhook for 24 hours; an hour is for clocks and queues. */
const oldest = 25 * 3_600_000;

/** When a text was written, as far as it is known. */
export type Written = {
  at: Date;
  /** The latest it can have been: carriers may give whole seconds. In doubt a STOP is the later one. */
  latest: Date;
  /** False without a time, and for one older than the carrier retries: it may be a copy of an old webhook. */
  believed: boolean;
  /** It reached us later than clocks explain: the carrier has held it back. */
  late: boolean;
  /** What the thread is ordered by: never after the text reached us. */
  shownAt: Date;
};

/**
 * When a text was written, by the carrier's `timestamp` (ISO 8601 UTC, or null) and when it reached us. A missing time,
 * one more than 5 minutes ahead of ours, or one older than the carrier retries counts as the time it reached us. A START
 * whose time is missing or too old brings nobody back who opted out; such a STOP counts.
 */
export function writtenAt(carrierTime: string | null, receivedAt: Date): Written {
  const received = receivedAt.getTime();
  const time = carrierTime === null ? Number.NaN : Date.parse(carrierTime);
  if (Number.isNaN(time) || time > received + clockSkew || time < received - oldest)
    return { at: receivedAt, latest: receivedAt, believed: time > received, late: false, shownAt: receivedAt };
  const latest = time % 1_000 === 0 ? Math.max(time, Math.min(time + 999, received)) : time;
  return {
    at: new Date(time),
    latest: new Date(latest),
    believed: true,
    late: received - time > clockSkew,
    shownAt: new Date(Math.min(time, received)),
  };
}
