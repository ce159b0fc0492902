"use client";

import { useEffect, useState } from "react";
import { type Bubble, talk } from "./talk";

type Conversations = Record<string, Bubble[]>;

/** The conversations of the phones on the page, kept up to date by server-sent events. */
export function useBubbles(phones: string[]): Conversations {
  const [conversations, set] = useState<Conversations>({});
  const [connected, setConnected] = useState(0);
  const names = phones.join(",");

  useEffect(() => {
    let events: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      events = new EventSource("/simulator/api/events?kept=1");
      events.onopen = () => setConnected((count) => count + 1);
      events.addEventListener("bubble", ({ data }) => set((all) => merge(all, [JSON.parse(data)])));
      // The browser gives up by itself after an answer that is no stream.
      events.onerror = () => {
        if (events?.readyState === EventSource.CLOSED) again = setTimeout(connect, 2_000);
      };
    };
    connect();
    return () => {
      clearTimeout(again);
      events?.close();
    };
  }, []);

  // Whatever was missed while not connected is fetched again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection is a reason as well
  useEffect(() => {
    for (const phone of names ? names.split(",") : []) {
      talk<{ bubbles: Bubble[] }>(`phones/${encodeURIComponent(phone)}`).then(
        ({ bubbles }) => set((all) => merge(all, bubbles)),
        () => undefined,
      );
    }
  }, [names, connected]);

  return conversations;
}

function merge(all: Conversations, changed: Bubble[]): Conversations {
  const next = { ...all };
  for (const bubble of changed) {
    const known = next[bubble.phone] ?? [];
    const at = known.findIndex(({ id }) => id === bubble.id);
    if (at < 0) next[bubble.phone] = [...known, bubble].sort((a, b) => a.at - b.at || a.seq - b.seq);
    else if (known[at]!.seq < bubble.seq) next[bubble.phone] = known.with(at, bubble);
  }
  return next;
}
