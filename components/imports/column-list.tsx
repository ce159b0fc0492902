"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { type Target, targetName, targets } from "@/lib/imports/columns";
import type { ShownImport } from "@/lib/imports/shown";
import type { FieldName } from "./import-screen";

type Props = {
  one: ShownImport;
  header: boolean;
  columns: (Target | null)[];
  fields: FieldName[];
  onMatch: (at: number, target: Target | null) => void;
};

/** Unused columns that are shown before the rest is folded away. */
const unfolded = 12;

/** Every column with its first values, and what it is taken for. */
export function ColumnList({ one, header, columns, fields, onMatch }: Props) {
  const [all, setAll] = useState(false);
  const [early] = useState(() => columns.map((target, at) => target !== null || at < unfolded));
  const rows = header ? one.sample : [one.firstRow, ...one.sample];
  const shown = columns.map((_, at) => at).filter((at) => all || early[at] || columns[at] !== null);
  const hidden = columns.length - shown.length;
  return (
    <>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {shown.map((at) => {
          const name = (header && one.firstRow[at]?.trim()) || `Column ${at + 1}`;
          const values = rows
            .map((row) => row[at]?.trim())
            .filter(Boolean)
            .slice(0, 3);
          return (
            <li key={at} className="grid items-center gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_240px]">
              <div className="min-w-0">
                <p id={`column-${at}`} className={cn("truncate font-medium", columns[at] === null && "text-muted")}>
                  {name}
                </p>
                <p className="truncate text-meta text-muted">
                  {values.length > 0 ? values.join(" · ") : "empty in the first rows"}
                </p>
              </div>
              <select
                aria-label={`${name} is`}
                value={columns[at] ?? ""}
                onChange={(event) => onMatch(at, (event.target.value || null) as Target | null)}
                className={cn(
                  "h-11 w-full min-w-0 rounded-card border border-muted/60 bg-surface px-3 text-[16px] text-ink md:text-base",
                  columns[at] === null && "text-muted",
                )}
              >
                <option value="">Not used</option>
                {targets.map((target) => (
                  <option key={target} value={target}>
                    {targetName(target, [])}
                  </option>
                ))}
                {fields.length > 0 && (
                  <optgroup label="Your own fields">
                    {fields.map((field) => (
                      <option key={field.id} value={`field:${field.id}`}>
                        {field.label}
                      </option>
                    ))}
                  </optgroup>
                )}
              </select>
            </li>
          );
        })}
      </ul>
      {hidden > 0 && (
        <Button variant="outline" className="justify-self-start" onClick={() => setAll(true)}>
          Show {hidden} more {hidden === 1 ? "column" : "columns"}, none of them used
        </Button>
      )}
    </>
  );
}
