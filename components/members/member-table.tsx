"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { MemberPage } from "@/lib/members/list";
import type { Column } from "./columns";
import { MemberLine } from "./member-line";

type Props = {
  page: MemberPage | null;
  columns: Column[];
  /** The query of the address, for the links. */
  search: string;
  open: number | null;
  current: number | null;
  isSelected: (id: number) => boolean;
  selectable: boolean;
  onSelect: (id: number, on: boolean) => void;
  more: () => Promise<void>;
  count: number | null;
  timeZone: string;
  empty: ReactNode;
  /** Changes when another list is shown: it then begins at the top. */
  listKey: string;
};

/** Narrower than this and columns would say nothing. */
const narrowest = 720;

/** The rows, of which only those in sight exist. */
export function MemberTable(props: Props) {
  const { page, columns, search, open, current, isSelected, selectable, onSelect, more, timeZone, listKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const rows = page?.members ?? [];
  const wide = width >= narrowest;
  const height = wide ? 48 : 64;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    setWidth(element.clientWidth);
    const watcher = new ResizeObserver(() => setWidth(element.clientWidth));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a row's height follows the width
  useLayoutEffect(() => virtual.measure(), [height]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another list is shown
  useEffect(() => virtual.scrollToOffset(0), [listKey]);

  const shown = virtual.getVirtualItems();
  const end = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (page?.next && end >= rows.length - 30) void more();
  }, [end, rows.length, page?.next, more]);

  const at = rows.findIndex((row) => row.id === (current ?? open));
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);

  const template = wide
    ? `${selectable ? "32px " : ""}minmax(180px,1.4fr) ${columns.map((one) => one.width).join(" ")}`
    : null;
  return (
    <>
      {template && (
        <div
          aria-hidden
          style={{ gridTemplateColumns: template }}
          className="grid h-9 shrink-0 items-center gap-3 border-line border-b px-4 text-meta text-muted"
        >
          {selectable && <span />}
          <span>Name</span>
          {columns.map((column) => (
            <span key={column.key} className={column.number ? "truncate text-right" : "truncate"}>
              {column.label}
            </span>
          ))}
        </div>
      )}
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto" tabIndex={rows.length ? undefined : 0}>
        {!page && <RowSkeletons />}
        {page && rows.length === 0 && props.empty}
        {rows.length > 0 && (
          <ul aria-label="Members" className="relative" style={{ height: virtual.getTotalSize() }}>
            {shown.map((item) => {
              const row = rows[item.index];
              return (
                row && (
                  <li
                    key={row.id}
                    aria-posinset={item.index + 1}
                    aria-setsize={props.count ?? -1}
                    className="absolute inset-x-0 top-0"
                    style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                  >
                    <MemberLine
                      row={row}
                      columns={columns}
                      template={template}
                      href={`/members/${row.id}${search}`}
                      open={row.id === open}
                      current={row.id === current}
                      selected={isSelected(row.id)}
                      selectable={selectable}
                      onSelect={onSelect}
                      timeZone={timeZone}
                    />
                  </li>
                )
              );
            })}
          </ul>
        )}
      </div>
    </>
  );
}

function RowSkeletons() {
  return (
    <div role="status" aria-label="Loading members">
      {Array.from({ length: 10 }, (_, index) => (
        <div key={index} className="flex h-14 items-center gap-3 px-4">
          <Skeleton className="size-8 rounded-full" />
          <Skeleton className="h-4 w-1/3" />
        </div>
      ))}
    </div>
  );
}
