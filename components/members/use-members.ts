"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { Away, fetchJson } from "@/components/inbox/fetch-json";
import { useLive } from "@/components/live/use-live";
import type { MemberPage, MemberRow } from "@/lib/members/list";
import { isNarrowed, type Query, writeQuery } from "./query";

const isPlain = (query: Query) => !isNarrowed(query) && query.sort === "joined";
const address = (query: Query, more = "") => `/members/rows${writeQuery(query) || "?"}${more}`;

const away =
  "The line to the server or the database is away for a moment. What you see and what you selected is kept; trying again…";
/** Rows in one answer (lib/members/list.ts): no more are asked for by their ids at once. */
const pageRows = 100;
/** What could not be read, and is asked for again. */
type Missed = "page" | "more";

/** The rows of a query as deep as was scrolled, kept true by live changes, and how many there are in all. */
export function useMembers(query: Query, first: MemberPage) {
  const [page, setPage] = useState<MemberPage | null>(isPlain(query) ? first : null);
  const [count, setCount] = useState<number | null>(null);
  const [missed, setMissed] = useState<Missed | null>(null);
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
      setMissed(null);
    } catch (error) {
      if (error instanceof Away && is()) setMissed("page");
    }
  }, []);

  const recount = useCallback(async () => {
    const mine = writeQuery(latest.current);
    const found = await fetchJson<{ count: number }>(`/members/count${mine}`).catch(() => null);
    // Unanswered: the number that was known stands until there is another one.
    if (found && mine === writeQuery(latest.current)) setCount(found.count);
  }, []);

  useEffect(() => {
    setCount(null);
    void recount();
    if (asked.current === key) return;
    void load();
  }, [key, load, recount]);

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

  /** Rows that stand on the screen, read anew where they stand, so that whoever scrolled deep stays there. */
  const refresh = useCallback(
    async (ids: number[]) => {
      for (let from = 0; from < ids.length; from += pageRows) {
        const some = ids.slice(from, from + pageRows);
        const fresh = await fetchJson<MemberPage>(`/members/rows?ids=${some.join(",")}`).catch(() => null);
        if (!fresh) return;
        change(fresh.members, some);
      }
    },
    [change],
  );

  useLive(async (memberIds) => {
    const all = memberIds.length === 0;
    const rows = page?.members ?? [];
    const short = rows.length <= pageRows;
    if (all || short) void recount();
    // A page or less is asked for anew, so that whoever has just come stands at the top.
    if (short) return load();
    await refresh(rows.map((row) => row.id).filter((id) => all || memberIds.includes(id)));
  });

  const more = useCallback(async () => {
    if (!page?.next || busy.current) return;
    busy.current = true;
    const mine = asked.current;
    try {
      const older = await fetchJson<MemberPage>(address(latest.current, `&after=${encodeURIComponent(page.next)}`));
      if (!older || asked.current !== mine) return;
      setMissed(null);
      setPage((now) => {
        if (!now) return older;
        const known = new Set(now.members.map((row) => row.id));
        return { members: [...now.members, ...older.members.filter((row) => !known.has(row.id))], next: older.next };
      });
    } catch (error) {
      if (error instanceof Away && asked.current === mine) setMissed("more");
    } finally {
      busy.current = false;
    }
  }, [page]);

  const again = useRef(more);
  again.current = async () => {
    await (missed === "more" ? more() : load());
    if (count === null) await recount();
  };
  useEffect(() => {
    if (!missed) return;
    const timer = setInterval(() => void again.current(), 3000);
    return () => clearInterval(timer);
  }, [missed]);

  return { page, count, problem: missed && away, more };
}
