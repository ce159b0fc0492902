import { type Cut, readPart, type Slice } from "@/lib/broadcasts/choice";
import type { Composing } from "@/lib/broadcasts/composing";
import type { Counters } from "@/lib/broadcasts/counters";
import type { Preview } from "@/lib/broadcasts/preview";
import type { BroadcastState } from "@/lib/broadcasts/table";
import { regions } from "@/lib/places/regions";
import type { SegmentTree } from "@/lib/segments/tree";

export const number = (count: number) => count.toLocaleString("en-US");
export const people = (count: number) => (count === 1 ? "1 person" : `${number(count)} people`);
export const part = (count: number) => (count === 1 ? "1 part" : `${number(count)} parts`);

export const stateWords: Record<BroadcastState, string> = {
  draft: "Draft",
  scheduled: "Scheduled",
  preparing: "Getting ready",
  sending: "On its way",
  paused: "Paused",
  finished: "Sent",
  cancelled: "Cancelled",
};

export const stateTones: Record<BroadcastState, "plain" | "good" | "warn" | "bad"> = {
  draft: "plain",
  scheduled: "warn",
  preparing: "warn",
  sending: "good",
  paused: "warn",
  finished: "plain",
  cancelled: "bad",
};

/** "who did not answer …" */
export const sliceWords: Record<Slice, string> = {
  delivered: "got",
  failed: "did not get",
  answered: "answered",
  not_answered: "did not answer",
  clicked: "tapped a link in",
  not_clicked: "did not tap a link in",
};

export const leftOutWords: Record<keyof Preview["leftOut"], string> = {
  opted_out: "opted out",
  not_joined: "have not signed up",
  asked_to_stop: "asked to stop, and you have not decided yet",
  time_zone_unknown: "time zone unknown: no hour is within quiet hours everywhere they may be",
  muted: "muted by you",
  blocked: "blocked by you",
  unreachable: "have a number the carrier cannot reach",
  capped: "have had as many broadcasts as your limit or their state’s law allows",
};

/** A part of the audience in words: a segment's name, or what came of a broadcast. */
export function partWords(tree: SegmentTree, { segments, deletedSegments, broadcasts, timeZone }: Composing): string {
  const part = readPart(tree);
  if (!part) return "a selection of its own";
  if (part.kind === "segment") {
    const named = (all: Composing["segments"]) => all.find((one) => one.id === part.segmentId)?.name;
    const deleted = named(deletedSegments);
    return named(segments) ?? (deleted ? `${deleted} (deleted)` : "a segment that no longer exists");
  }
  const named = broadcasts.find((one) => one.id === part.broadcastId);
  return cutWords(part.cut, named ? `“${shortened(named.words)}”` : "an earlier broadcast", timeZone);
}

function cutWords(cut: Cut, broadcast: string, timeZone: string): string {
  switch (cut.by) {
    case "slice":
      return `who ${sliceWords[cut.slice]} ${broadcast}`;
    case "reason": {
      const why = cut.words ?? "no reason was given";
      return `who did not get ${broadcast}: ${shortened(why.replace(/\.$/, ""), 60)}`;
    }
    case "state":
      return `in ${regionName(cut.state)}, who were sent ${broadcast}`;
    case "hour": {
      const did = cut.did === "delivered" ? "got" : sliceWords[cut.did];
      const end = new Date(Date.parse(cut.at) + 3_600_000).toISOString();
      return `who ${did} ${broadcast} ${whenWords(cut.at, timeZone)} to ${clockWords(end, timeZone)}`;
    }
  }
}

/** "Illinois"; letters that are none of ours stay as they are. */
export const regionName = (letters: string) => regions[letters] ?? letters;

export function shortened(words: string, most = 32): string {
  const letters = [...words];
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`
    : words;
}

const locale = "en-US";

/** "today at 3:00 PM", "tomorrow at 8:00 AM", "Thu, Nov 26 at 9:00 AM" in a zone. */
export function whenWords(iso: string, timeZone: string, now = new Date()): string {
  return `${dayWords(iso, timeZone, now)} at ${clockWords(iso, timeZone)}`;
}

/** "3:00 PM" in a zone. */
const clockWords = (iso: string, timeZone: string) =>
  new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit" }).format(new Date(iso));

export function dayWords(iso: string, timeZone: string, now = new Date()): string {
  const key = (at: Date) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(at);
  const date = new Date(iso);
  if (key(date) === key(now)) return "today";
  if (key(date) === key(new Date(now.getTime() + 86_400_000))) return "tomorrow";
  if (key(date) === key(new Date(now.getTime() - 86_400_000))) return "yesterday";
  const year = (at: Date) => key(at).slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: "short",
    month: "short",
    day: "numeric",
    ...(year(date) === year(now) ? {} : { year: "numeric" }),
  }).format(date);
}

/** Texts that have left: who opted out before their turn, or was not sent to in the end, got none. */
export const haveLeft = (one: Pick<Counters, "recipients" | "waiting" | "withheld" | "dropped">): number =>
  one.recipients - one.waiting - one.withheld - one.dropped;
