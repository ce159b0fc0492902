"use client";

import type { ReactNode } from "react";
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

/** A quantity that is drawn: its key in the rows, its name, and one of the house's colours. */
export type Series = { key: string; name: string; color: "accent" | "good" | "warn" | "bad" | "muted" };
export type Row = { label: string } & Record<string, number | string>;

type Props = {
  /** What is drawn, as a sentence; it heads the table for those who read it instead. */
  caption: string;
  rows: Row[];
  series: Series[];
  /** One on the other instead of side by side. */
  stacked?: boolean;
  height?: number;
  deed?: TableProps["deed"];
};

const number = (count: unknown) => (typeof count === "number" ? count.toLocaleString("en-US") : String(count ?? ""));
const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** Bars over a few dozen rows, and the same numbers as a table beside them. */
export function Bars({ caption, rows, series, stacked = false, height = 240, deed }: Props) {
  return (
    <figure className="grid gap-2">
      <div aria-hidden className="text-meta" style={{ height }}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 600, height }}>
          <BarChart data={rows} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="label"
              tickLine={false}
              axisLine={false}
              stroke="var(--muted)"
              fontSize={12}
              minTickGap={16}
            />
            <YAxis
              tickFormatter={(value: number) => short.format(value)}
              tickLine={false}
              axisLine={false}
              allowDecimals={false}
              stroke="var(--muted)"
              fontSize={12}
              width={40}
            />
            <Tooltip
              cursor={{ fill: "var(--line)", opacity: 0.5 }}
              contentStyle={{
                background: "var(--raised)",
                border: "1px solid var(--line)",
                borderRadius: 10,
                color: "var(--ink)",
              }}
              itemStyle={{ color: "var(--ink)" }}
              formatter={(value) => number(value)}
            />
            {series.length > 1 && <Legend iconType="circle" iconSize={8} />}
            {series.map(({ key, name, color }) => (
              <Bar
                key={key}
                dataKey={key}
                name={name}
                fill={`var(--${color})`}
                stackId={stacked ? "all" : undefined}
                radius={stacked ? 0 : [3, 3, 0, 0]}
                maxBarSize={36}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <details className="text-meta">
        <summary className="min-h-8 text-muted">{deed ? "As a table, to pick people from" : "As a table"}</summary>
        <DataTable caption={caption} first="" rows={rows} series={series} deed={deed} />
      </details>
    </figure>
  );
}

type TableProps = {
  caption: string;
  first: string;
  rows: Row[];
  series: Pick<Series, "key" | "name">[];
  /** What can be done with a row, at its end. */
  deed?: (at: number) => ReactNode;
};

/** Numbers in rows; it scrolls sideways within itself where it is too wide. */
export function DataTable({ caption, first, rows, series, deed }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section aria-label={caption} tabIndex={0} className="max-h-96 overflow-auto rounded-card border border-line">
      <table className="tabular w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface text-meta text-muted">
          <tr>
            <th scope="col" className="px-3 py-2 font-normal">
              {first || <span className="sr-only">When</span>}
            </th>
            {series.map((one) => (
              <th key={one.key} scope="col" className="whitespace-nowrap px-3 py-2 text-right font-normal">
                {one.name}
              </th>
            ))}
            {deed && (
              <th scope="col">
                <span className="sr-only">What to do</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row, at) => (
            <tr key={row.label}>
              <th scope="row" className="px-3 py-2 font-normal">
                {row.label}
              </th>
              {series.map((one) => (
                <td key={one.key} className="px-3 py-2 text-right">
                  {number(row[one.key])}
                </td>
              ))}
              {deed && <td className="py-0.5 pr-1 text-right">{deed(at)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
