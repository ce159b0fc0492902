"use client";

import { useEffect, useState } from "react";

type Props = {
  /** IANA zones they may live in; empty: nobody can say. */
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
  return <p className="tabular min-h-[22px] pt-3">{now && timeThere(zones, here, now)}</p>;
}

/** More clocks than this say no more than "unknown". */
const mostNamed = 3;

/**
 * "It is 7:41 AM there now (Mountain Time), 9:41 AM your time." Several possible zones: "Central or Mountain Time: 8:41 AM or
 * 7:41 AM there now." Too many, or none: "Time zone unknown."
 */
export function timeThere(zones: string[], here: string, now: Date): string {
  const time = (timeZone: string) =>
    new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "2-digit" }).format(now);
  const day = (timeZone: string) => new Intl.DateTimeFormat("en-US", { timeZone, weekday: "long" }).format(now);
  const zone = (timeZone: string) =>
    new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longGeneric" })
      .formatToParts(now)
      .find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  const byTime = new Map(zones.toSorted(eastFirst(now)).map((one) => [`${day(one)} ${time(one)}`, one]));
  const clocks = [...byTime.values()];
  const [first] = clocks;
  if (!first) return "Time zone unknown: they may be anywhere, so broadcasts skip them.";
  if (clocks.length > mostNamed)
    return "Time zone unknown. Broadcasts reach them when it’s within quiet hours everywhere they may be.";
  if (clocks.length > 1) {
    const names = [...new Set(clocks.map((one) => zone(one)))];
    return `${joined(shortened(names))}: ${joined(clocks.map(time))} there now.`;
  }
  const words = `It is ${time(first)}${day(first) === day(here) ? "" : ` on ${day(first)}`} there now (${zone(first)})`;
  return time(here) === time(first) ? `${words}, as it is for you.` : `${words}, ${time(here)} your time.`;
}

/** "Central Time" and "Mountain Time" as "Central" and "Mountain Time". */
const shortened = (names: string[]) =>
  names.map((name, at) => (at < names.length - 1 ? name.replace(/ Time$/, "") : name));

const joined = (words: string[]) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

const eastFirst = (now: Date) => (a: string, b: string) => localMillis(b, now) - localMillis(a, now);
const localMillis = (timeZone: string, now: Date) =>
  Date.parse(`${now.toLocaleString("sv-SE", { timeZone }).replace(" ", "T")}Z`);
