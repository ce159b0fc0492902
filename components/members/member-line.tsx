"use client";

import { Ban, BellOff, Star } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { statusWords } from "@/components/inbox/status-words";
import { shortTime } from "@/components/inbox/times";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import type { MemberRow } from "@/lib/members/list";
import type { Column } from "./columns";

type Props = {
  row: MemberRow;
  columns: Column[];
  /** As CSS writes it; null: too narrow for columns. */
  template: string | null;
  href: string;
  open: boolean;
  current: boolean;
  selected: boolean;
  selectable: boolean;
  onSelect: (id: number, on: boolean) => void;
  timeZone: string;
};

/** One member in the table; where it is too narrow for columns, two lines. */
export const MemberLine = memo(function MemberLine(props: Props) {
  const { row, columns, template, href, open, current, selected, selectable, onSelect, timeZone } = props;
  const place = [row.city, row.state].filter(Boolean).join(", ");
  const status = statusWords(row);
  return (
    <div
      data-member={row.id}
      style={template ? { gridTemplateColumns: template } : undefined}
      className={cn(
        "relative h-full items-center gap-3 border-line border-b px-4",
        template ? "grid" : "flex",
        "hover:bg-ink/4",
        current && "bg-ink/6",
        open && "bg-accent/10 hover:bg-accent/10",
        selected && "bg-accent/10 hover:bg-accent/14",
      )}
    >
      <span className={cn("z-10 grid size-8 -ml-2 shrink-0 place-items-center", !selectable && "hidden")}>
        <input
          type="checkbox"
          checked={selected}
          onChange={(event) => onSelect(row.id, event.target.checked)}
          aria-label={`Select ${row.fullName ?? row.name}`}
          className="size-[18px] accent-(--accent)"
        />
      </span>
      <span className="flex min-w-0 flex-1 items-center gap-3">
        <Avatar name={row.fullName ?? row.name} className={template ? "size-8" : undefined} />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-1.5">
            <Link
              href={href}
              scroll={false}
              aria-current={open ? "page" : undefined}
              dir="auto"
              className="truncate after:absolute after:inset-0"
            >
              {row.fullName ?? row.shownPhone}
            </Link>
            {row.starred && <Star aria-label="starred" className="size-3.5 shrink-0 fill-current text-warn" />}
            {row.muted && <BellOff aria-label="muted" className="size-3.5 shrink-0 text-muted" />}
            {row.blocked && <Ban aria-label="blocked" className="size-3.5 shrink-0 text-bad" />}
          </span>
          {!template && (
            <span className="block truncate text-meta text-muted">
              {[row.fullName ? row.shownPhone : null, place || null, status.words, ...row.tags.map((tag) => tag.name)]
                .filter(Boolean)
                .join(" · ")}
            </span>
          )}
        </span>
      </span>
      {!template && row.lastTextAt && (
        <time dateTime={row.lastTextAt} className="tabular shrink-0 self-start pt-3 text-meta text-muted">
          {shortTime(row.lastTextAt, timeZone)}
        </time>
      )}
      {template &&
        columns.map((column) => (
          <span
            key={column.key}
            dir="auto"
            className={cn(
              "tabular truncate text-meta text-muted",
              column.number && "text-right",
              column.key === "status" && status.tone === "bad" && "text-bad",
              column.key === "status" && status.tone === "warn" && "text-warn",
            )}
          >
            <span className="sr-only">{column.label}: </span>
            {column.show(row, timeZone)}
          </span>
        ))}
    </div>
  );
});
