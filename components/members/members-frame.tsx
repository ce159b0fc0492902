"use client";

import { useParams, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useKeys } from "@/components/inbox/use-keys";
import { cn } from "@/components/ui/cn";
import type { MemberPage } from "@/lib/members/list";
import { columns } from "./columns";
import { Empty } from "./empty";
import { MemberTable } from "./member-table";
import { isNarrowed, type Query, readQuery, writeQuery } from "./query";
import { RecentStrip, type UndoActions } from "./recent-strip";
import { type ManyActions, SelectionBar } from "./selection-bar";
import { Toolbar } from "./toolbar";
import { useColumns } from "./use-columns";
import { useMembers } from "./use-members";
import { useSelection } from "./use-selection";

type Props = {
  first: MemberPage;
  tags: { id: number; name: string }[];
  segments: { id: number; name: string }[];
  timeZone: string;
  number: string;
  shownNumber: string;
  mayWrite: boolean;
  many: ManyActions;
  undo: UndoActions;
  /** What else can be done with a list of members. */
  ways: ReactNode;
  children: ReactNode;
};

/** The table of members, and beside it whoever is open; on a phone one of them. */
export function MembersFrame(props: Props) {
  const { first, tags, segments, timeZone, number, shownNumber, mayWrite, many, undo, ways, children } = props;
  const router = useRouter();
  const search = useSearchParams();
  const open = Number(useParams<{ member?: string }>().member) || null;
  const query = useMemo(() => readQuery(new URLSearchParams(search)), [search]);
  const [typed, setTyped] = useState(query.q);
  const [chosen, choose] = useColumns();
  const [current, setCurrent] = useState<number | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const { page, count, problem, more } = useMembers(query, first);
  const address = writeQuery(query);
  const selection = useSelection(query, address);
  const shownColumns = useMemo(() => columns.filter((one) => chosen.includes(one.key)), [chosen]);

  const ask = useCallback(
    (change: Partial<Query>, keep: "push" | "replace" = "push") => {
      const to = `${window.location.pathname}${writeQuery({ ...query, ...change })}`;
      setCurrent(null);
      window.history[keep === "push" ? "pushState" : "replaceState"](null, "", to);
    },
    [query],
  );

  const lastAsked = useRef(query.q);
  // What is typed goes into the address when the fingers rest, and what the back button brings into the field.
  useEffect(() => {
    if (typed.trim() === query.q) return;
    const timer = setTimeout(() => {
      lastAsked.current = typed.trim();
      ask({ q: typed.trim() }, "replace");
    }, 180);
    return () => clearTimeout(timer);
  }, [typed, query.q, ask]);
  useEffect(() => {
    // What was typed itself comes back from the address when more may have been typed, which must not be lost.
    if (lastAsked.current === query.q) return;
    lastAsked.current = query.q;
    setTyped(query.q);
  }, [query.q]);

  const rows = page?.members ?? [];
  function go(step: 1 | -1) {
    const at = rows.findIndex((row) => row.id === (current ?? open));
    const next = at < 0 ? rows[0] : rows[at + step];
    if (!next) return;
    setCurrent(next.id);
    if (open) router.push(`/members/${next.id}${address}`, { scroll: false });
  }
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    enter: () => current && router.push(`/members/${current}${address}`, { scroll: false }),
    x: () => mayWrite && current && selection.select(current, !selection.isSelected(current)),
    "/": () => searchField.current?.focus(),
    esc: () => {
      if (open) router.push(`/members${address}`, { scroll: false });
      else if (selection.any) selection.clear();
      else setCurrent(null);
    },
  });

  return (
    <div className="flex h-full min-h-0">
      <h1 className="sr-only">Members</h1>
      <section
        aria-label="All members"
        className={cn(
          "min-h-0 min-w-0 flex-col bg-surface",
          open ? "hidden border-line border-r lg:flex lg:w-[340px] lg:shrink-0" : "flex flex-1",
        )}
      >
        <Toolbar
          query={query}
          typed={typed}
          onType={setTyped}
          onQuery={ask}
          tags={tags}
          segments={segments}
          chosen={chosen}
          onChoose={choose}
          searchField={searchField}
          tight={open !== null}
          ways={ways}
        />
        {mayWrite && <RecentStrip {...undo} />}
        {problem && (
          <p role="status" className="bg-warn-soft px-4 py-2.5 text-meta text-warn">
            {problem}
          </p>
        )}
        <p role="status" className="tabular min-h-7 px-4 pt-2 text-meta text-muted">
          {count !== null && countWords(count, query)}
        </p>
        <MemberTable
          page={page}
          columns={shownColumns}
          search={address}
          open={open}
          current={current}
          isSelected={selection.isSelected}
          selectable={mayWrite && !open}
          onSelect={selection.select}
          more={more}
          count={count}
          timeZone={timeZone}
          listKey={address}
          empty={
            <Empty
              query={query}
              number={number}
              shownNumber={shownNumber}
              onClear={() => {
                setTyped("");
                ask({ q: "", tag: null, segment: null, status: null });
              }}
            />
          }
        />
        {selection.any && (
          <SelectionBar
            selected={selection.all ? count && count - selection.named : selection.named}
            all={selection.all ? null : count}
            crowd={selection.crowd}
            onAll={selection.selectAll}
            onClear={selection.clear}
            tags={tags}
            many={many}
          />
        )}
      </section>
      {open !== null && (
        <section aria-label="Profile" className="relative h-full min-w-0 flex-1 overflow-y-auto">
          {children}
        </section>
      )}
    </div>
  );
}

function countWords(count: number, query: Query): string {
  const number = count.toLocaleString("en-US");
  if (!isNarrowed(query)) return count === 1 ? "1 member" : `${number} members`;
  return count === 1 ? "1 of them" : `${number} of them`;
}
