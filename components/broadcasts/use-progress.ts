"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { fetchJson } from "@/components/inbox/fetch-json";
import { useLiveBroadcasts } from "@/components/live/use-live";
import type { Counters } from "@/lib/broadcasts/counters";
import type { Results } from "@/lib/broadcasts/results";

/** Milliseconds between looks while it moves and nothing was heard; the grouped results cost more and come more rarely. */
const lookEvery = 3_000;
const resultsEvery = 10_000;

/** The numbers of a broadcast, kept true by live changes. `onDraft`: it is a draft again. */
export function useProgress(id: number, first: Counters, firstResults: Results, onDraft: () => void) {
  const [counters, setCounters] = useState(first);
  const [results, setResults] = useState(firstResults);
  const lastResults = useRef(0);
  const draft = useRef(onDraft);
  useEffect(() => {
    draft.current = onDraft;
  });
  const lastState = useRef(first.state);

  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(later.current), []);

  const readResults = useCallback(async () => {
    lastResults.current = Date.now();
    const found = await fetchJson<Results>(`/broadcasts/${id}/results`).catch(() => null);
    if (found) setResults(found);
  }, [id]);

  const look = useCallback(async () => {
    const fresh = await fetchJson<Counters>(`/broadcasts/${id}/progress`).catch(() => null);
    if (!fresh) return;
    if (fresh.state === "draft" || fresh.state === "scheduled") return draft.current();
    setCounters(fresh);
    const turned = fresh.state !== lastState.current;
    lastState.current = fresh.state;
    const early = turned ? 0 : lastResults.current + resultsEvery - Date.now();
    clearTimeout(later.current);
    // Too soon after the last time: what has changed is shown a little later, not never.
    if (early > 0) later.current = setTimeout(() => void readResults(), early);
    else await readResults();
  }, [id, readResults]);

  useLiveBroadcasts((changed) => {
    if (changed === null || changed === id) void look();
  });

  const settled = counters.sent + counters.unconfirmed + counters.sending === 0;
  const moving = counters.state === "preparing" || counters.state === "sending" || !settled;
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => !document.hidden && void look(), lookEvery);
    return () => clearInterval(timer);
  }, [moving, look]);

  return { counters, results };
}
