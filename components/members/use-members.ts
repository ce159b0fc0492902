"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { Away, fetchJson } from "@/components/inbox/fetch-json";
import { useLive } from "@/components/live/use-live";
import type { MemberPage, MemberRow } from "@/lib/members/list";
import { isNarrowed, type Query, writeQuery } from "./query";

const isPlain = (query: Query) => !isNarrowed(query) && query.sort === "joined";
const address = (query: Query, more = "") => `/members/rows${writeQuery(query) || "?"}${more}`;

/** The rows of a query as deep as was scrolled, kept true by live changes, and how many there are in all. */
export function useMembers(query: Query, first: MemberPage) {
  const [page, setPage] = useState<MemberPage | null>(isPlain(query) ? first : null);
  const [count, setCount] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef<string | null>(isPlain(query) ? writeQuery(query) : null);
  const busy = useRef(false);
  const key = writeQuery(query);
  const latest = useRef(query);
  latest.current = query;

  const load = useCallback(async () => {
    const wish = latest.current;
    const mine = writeQuery(wish);
    asked.current = mine;
    const is = () => asked.current === mine;
    try {
      const fresh = await fetchJson<MemberPage>(address(wish));
      if (!is()) return;
      setPage(fresh ?? { members: [], next: null });
      setProblem(null);
    } catch (error) {
      if (error instanceof Away && is()) setProblem(error.message);
    }
  }, []);

  const recount = useCallback(async () => {
    const mine = writeQuery(latest.current);
    const found = await fetchJson<{ count: number }>(`/members/count${mine}`).catch(() => null);
    if (mine === writeQuery(latest.current)) setCount(found?.count ?? null);
  }, []);

  useEffect(() => {
    setCount(null);
    void recount();
    if (asked.current === key) return;
    void load();
  }, [key, load, recount]);

  useEffect(() => {
    if (!problem) return;
    const timer = setInterval(() => void load(), 3000);
    return () => clearInterval(timer);
  }, [problem, load]);

  const change = useCallback((rows: MemberRow[], ids: number[]) => {
    const fresh = new Map(rows.map((row) => [row.id, row]));
    setPage(
      (page) =>
        page && {
          ...page,
          members: page.members.flatMap((row) => (ids.includes(row.id) ? (fresh.get(row.id) ?? []) : row)),
        },
    );
  }, []);

  useLive(async (memberIds) => {
    // A page or less is asked for anew, so that whoever has just come stands at the top.
    if (memberIds.length === 0 || (page?.members.length ?? 0) <= 100) {
      void recount();
      return load();
    }
    const shown = memberIds.filter((id) => page?.members.some((row) => row.id === id));
    if (shown.length === 0) return;
    const fresh = await fetchJson<MemberPage>(`/members/rows?ids=${shown.join(",")}`).catch(() => null);
    if (fresh) change(fresh.members, shown);
  });

  const more = useCallback(async () => {
    if (!page?.next || busy.current) return;
    busy.current = true;
    const mine = asked.current;
    try {
      const older = await fetchJson<MemberPage>(address(latest.current, `&after=${encodeURIComponent(page.next)}`));
      if (!older || asked.current !== mine) return;
      setPage((now) => {
        if (!now) return older;
        const known = new Set(now.members.map((row) => row.id));
        return { members: [...now.members, ...older.members.filter((row) => !known.has(row.id))], next: older.next };
      });
    } catch (error) {
      if (error instanceof Away) setProblem(error.message);
    } finally {
      busy.current = false;
    }
  }, [page]);

  return { page, count, problem, more, reload: load };
}
