"use client";

import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { AsTable, type Row, type Series, type TableProps } from "./data-table";
import { axis, tooltip } from "./looks";

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

/** Bars over a few dozen rows, and the same numbers as a table beside them. */
export function Bars({ caption, rows, series, stacked = false, height = 240, deed }: Props) {
  return (
    <figure className="grid gap-2">
      <div aria-hidden className="text-meta" style={{ height }}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 600, height }}>
          <BarChart data={rows} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis {...axis.across} />
            <YAxis {...axis.up} />
            <Tooltip {...tooltip} cursor={{ fill: "var(--line)", opacity: 0.5 }} />
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
      <AsTable caption={caption} first="" rows={rows} series={series} deed={deed} />
    </figure>
  );
}
