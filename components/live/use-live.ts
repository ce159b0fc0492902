"use client";

import { useEffect, useRef } from "react";

/** Members whose threads changed; an empty list: look at everything you show. */
type Hear = (memberIds: number[]) => void;
/** A broadcast that changed or moved on; null: look at all you show. */
type HearBroadcast = (broadcastId: number | null) => void;

const hearers = new Set<Hear>();
const broadcastHearers = new Set<HearBroadcast>();
let source: EventSource | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let hiding: ReturnType<typeof setTimeout> | undefined;

/**
 * Calls `hear` at each change, and with an empty list once the line stands (again): what happened between the making
 * of the page and the first word of the line was told to nobody. One line for the whole window.
 */
export function useLive(hear: Hear): void {
  useHearing(hearers, hear, everyThread);
}

/** Calls `hear` with each broadcast that changed or moved on, and with null once the line stands (again). */
export function useLiveBroadcasts(hear: HearBroadcast): void {
  useHearing(broadcastHearers, hear, null);
}

const everyThread: number[] = [];

function useHearing<Told>(among: Set<(told: Told) => void>, hear: (told: Told) => void, everything: Told): void {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => {
    const mine = (told: Told) => latest.current(told);
    among.add(mine);
    // A line that stands already has told the others, but not this screen, what happened while it was made.
    if (source?.readyState === EventSource.OPEN) mine(everything);
    open();
    return () => {
      among.delete(mine);
      // React mounts twice in development, and screens hand over to each other: close only when nobody came.
      setTimeout(() => !anybody() && shut(), 200);
    };
  }, [among, everything]);
}

const anybody = () => hearers.size + broadcastHearers.size > 0;

function tell(memberIds: number[]): void {
  for (const hear of hearers) hear(memberIds);
  if (memberIds.length === 0) tellBroadcast(null);
}

function tellBroadcast(broadcastId: number | null): void {
  for (const hear of broadcastHearers) hear(broadcastId);
}

function open(): void {
  document.removeEventListener("visibilitychange", onVisibility);
  document.addEventListener("visibilitychange", onVisibility);
  clearTimeout(retry);
  if (source && source.readyState !== EventSource.CLOSED) return;
  const mine = new EventSource("/live");
  source = mine;
  mine.onopen = () => tell(everyThread);
  mine.onmessage = (event) => tell(JSON.parse(event.data as string) as number[]);
  mine.addEventListener("broadcast", (event) => tellBroadcast(Number((event as MessageEvent<string>).data)));
  mine.onerror = () => {
    // An answer other than 200 ends an EventSource for good; a broken line it mends by itself.
    if (mine.readyState === EventSource.CLOSED && anybody() && source === mine) retry = setTimeout(open, 3000);
  };
}

function shut(): void {
  clearTimeout(retry);
  source?.close();
  source = undefined;
}

/** Browsers allow six lines to one host: windows out of sight give theirs back after a while. */
function onVisibility(): void {
  clearTimeout(hiding);
  if (document.hidden) {
    hiding = setTimeout(shut, 60_000);
  } else if (anybody()) {
    open();
  }
}
