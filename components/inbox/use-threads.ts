"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "@/components/live/use-live";
import type { ThreadPage, ThreadView } from "@/lib/threads/list";
import type { Filter } from "@/lib/threads/queries";
import { Away, fetchJson } from "./fetch-json";

const newestFirst = (a: ThreadView, b: ThreadView) => (a.at === b.at ? b.memberId - a.memberId : a.at < b.at ? 1 : -1);

/** Puts rows into a list by member: the later word wins. */
function merge(threads: ThreadView[], rows: ThreadView[], without: number[] = []): ThreadView[] {
  const gone = new Set([...without, ...rows.map((row) => row.memberId)]);
  return [...threads.filter((thread) => !gone.has(thread.memberId)), ...rows].sort(newestFirst);
}

/**
 * The threads of a filter, or those of them whose members answered one broadcast (`answering`), as deep as was scrolled, kept true by live changes. Pages are merged rather than kept apart:
 * a text that comes in moves its thread to the top, and pages cut at cursors would all be asked for again.
 */
export function useThreads(filter: Filter, first: ThreadPage, answering: number | null) {
  const shown = answering === null ? filter : `${filter}&broadcast=${answering}`;
  const [page, setPage] = useState<ThreadPage | null>(shown === "all" ? first : null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const shownFilter = useRef("all");
  const address = useCallback((more: string) => `/inbox/threads?filter=${shown}${more}`, [shown]);

  const load = useCallback(async () => {
    try {
      const fresh = await fetchJson<ThreadPage>(address(""));
      if (!fresh || shownFilter.current !== shown) return;
      setPage(fresh);
      setProblem(null);
    } catch (error) {
      if (error instanceof Away && shownFilter.current === shown) setProblem(error.message);
    }
  }, [address, shown]);

  useEffect(() => {
    if (shownFilter.current === shown) return;
    shownFilter.current = shown;
    setPage(null);
    void load();
  }, [shown, load]);

  useEffect(() => {
    if (!problem) return;
    const timer = setInterval(() => void load(), 3000);
    return () => clearInterval(timer);
  }, [problem, load]);

  useLive(async (memberIds) => {
    if (memberIds.length === 0) return load();
    try {
      const fresh = await fetchJson<ThreadPage>(address(`&members=${memberIds.join(",")}`));
      if (!fresh || shownFilter.current !== shown) return;
      setPage(
        (page) => page && { ...page, counts: fresh.counts, threads: merge(page.threads, fresh.threads, memberIds) },
      );
    } catch (error) {
      if (error instanceof Away) setProblem(error.message);
    }
  });

  const more = useCallback(async () => {
    if (!page?.next || busy) return;
    setBusy(true);
    try {
      const older = await fetchJson<ThreadPage>(address(`&after=${encodeURIComponent(page.next)}`));
      if (!older || shownFilter.current !== shown) return;
      setPage((page) => page && { ...older, threads: merge(older.threads, page.threads) });
    } catch (error) {
      if (error instanceof Away) setProblem(error.message);
    } finally {
      setBusy(false);
    }
  }, [address, busy, shown, page]);

  return { page, problem, more };
}
