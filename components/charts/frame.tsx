"use client";

import type { ReactElement } from "react";
import { ResponsiveContainer } from "recharts";
import { DataTable, type Row, type Series, type TableProps } from "./data-table";

export type ChartProps = {
  /** What is drawn, as a sentence; it heads the table for those who read it instead. */
  caption: string;
  rows: Row[];
  series: Series[];
  deed?: TableProps["deed"];
};

type Props = ChartProps & {
  /** Pixels; the width is what it has before it is known how wide its place is. */
  height: number;
  width: number;
  children: ReactElement;
};

/** A chart as wide as its place, and the same numbers as a table below, for those who would rather read than look. */
export function Frame({ caption, rows, series, height, width, deed, children }: Props) {
  return (
    <figure className="grid gap-2">
      <div aria-hidden className="text-meta" style={{ height }}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width, height }}>
          {children}
        </ResponsiveContainer>
      </div>
      <details className="text-meta">
        <summary className="min-h-8 text-muted">{deed ? "As a table, to pick people from" : "As a table"}</summary>
        <DataTable caption={caption} first="" rows={rows} series={series} deed={deed} />
      </details>
    </figure>
  );
}
