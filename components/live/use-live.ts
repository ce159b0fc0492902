"use client";

import { useEffect, useRef } from "react";

/** Members whose threads changed; an empty list: look at everything you show. */
type Hear = (memberIds: number[]) => void;

const hearers = new Set<Hear>();
let source: EventSource | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let hiding: ReturnType<typeof setTimeout> | undefined;
let missed = false;

/** Calls `hear` at each change, and with an empty list after the line was broken. One line for the whole window. */
export function useLive(hear: Hear): void {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => {
    const mine: Hear = (memberIds) => latest.current(memberIds);
    hearers.add(mine);
    open();
    return () => {
      hearers.delete(mine);
      // React mounts twice in development, and screens hand over to each other: close only when nobody came.
      setTimeout(() => hearers.size === 0 && shut(), 200);
    };
  }, []);
}

function tell(memberIds: number[]): void {
  for (const hear of hearers) hear(memberIds);
}

function open(): void {
  document.removeEventListener("visibilitychange", onVisibility);
  document.addEventListener("visibilitychange", onVisibility);
  clearTimeout(retry);
  if (source && source.readyState !== EventSource.CLOSED) return;
  const mine = new EventSource("/live");
  source = mine;
  mine.onopen = () => {
    if (missed) tell([]);
    missed = false;
  };
  mine.onmessage = (event) => tell(JSON.parse(event.data as string) as number[]);
  mine.onerror = () => {
    missed = true;
    // An answer other than 200 ends an EventSource for good; a broken line it mends by itself.
    if (mine.readyState === EventSource.CLOSED && hearers.size > 0 && source === mine) retry = setTimeout(open, 3000);
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
    hiding = setTimeout(() => {
      missed = true;
      shut();
    }, 60_000);
  } else if (hearers.size > 0) {
    open();
  }
}
