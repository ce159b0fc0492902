"use client";

import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { AsTable, type Row, type Series } from "./data-table";
import { axis, tooltip } from "./looks";

type Props = {
  /** What is drawn, as a sentence; it heads the table for those who read it instead. */
  caption: string;
  rows: Row[];
  /** The first is drawn as an area, the others as lines in front of it. */
  series: Series[];
  height: number;
};

/** Quantities over days, and the same numbers as a table below. */
export function Areas({ caption, rows, series, height }: Props) {
  return (
    <figure className="grid gap-2">
      <div aria-hidden className="text-meta" style={{ height }}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 276, height }}>
          <AreaChart data={rows} margin={{ top: 8, right: 4, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis {...axis.across} minTickGap={48} />
            <YAxis {...axis.up} domain={["auto", "auto"]} />
            <Tooltip {...tooltip} cursor={{ stroke: "var(--muted)" }} />
            {series.map(({ key, name, color }, at) => (
              <Area
                key={key}
                type="monotone"
                dataKey={key}
                name={name}
                stroke={`var(--${color})`}
                strokeWidth={1.5}
                fill={`var(--${color})`}
                fillOpacity={at === 0 ? 0.12 : 0}
                isAnimationActive={false}
              />
            ))}
          </AreaChart>
        </ResponsiveContainer>
      </div>
      <AsTable caption={caption} first="" rows={rows} series={series} />
    </figure>
  );
}
