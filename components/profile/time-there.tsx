"use client";

import { useEffect, useState } from "react";

type Props = {
  /** IANA zones they may live in. */
  zones: string[];
  /** The leader's own zone. */
  here: string;
};

/** What time it is where they are, in words; nothing until the browser knows the time. */
export function TimeThere({ zones, here }: Props) {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 15_000);
    return () => clearInterval(timer);
  }, []);
  if (zones.length === 0) return null;
  return <p className="tabular min-h-[22px] pt-3">{now && timeThere(zones, here, now)}</p>;
}

/** "It is 7:41 AM there now (Mountain Time), 9:41 AM your time." Where several zones are possible, all their times. */
export function timeThere(zones: string[], here: string, now: Date): string {
  const time = (timeZone: string) =>
    new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "2-digit" }).format(now);
  const day = (timeZone: string) => new Intl.DateTimeFormat("en-US", { timeZone, weekday: "long" }).format(now);
  const zone = (timeZone: string) =>
    new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longGeneric" })
      .formatToParts(now)
      .find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  const times = [...new Set(zones.map(time))];
  const first = zones[0] as string;
  if (times.length > 1) return `It is ${times.join(" or ")} there now: their area code spans several time zones.`;
  const words = `It is ${times[0]}${day(first) === day(here) ? "" : ` on ${day(first)}`} there now (${zone(first)})`;
  return time(here) === times[0] ? `${words}, as it is for you.` : `${words}, ${time(here)} your time.`;
}
