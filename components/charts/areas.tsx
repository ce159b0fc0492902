"use client";

import { Area, AreaChart, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { type ChartProps, Frame } from "./frame";
import { axis, tooltip } from "./looks";

/** Quantities over days: the first as an area, the others as lines in front of it. */
export function Areas(chart: ChartProps) {
  return (
    <Frame {...chart} height={120} width={276}>
      <AreaChart data={chart.rows} margin={{ top: 8, right: 4, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...axis.across} minTickGap={48} />
        <YAxis {...axis.up} domain={["auto", "auto"]} />
        <Tooltip {...tooltip} cursor={{ stroke: "var(--muted)" }} />
        {chart.series.map(({ key, name, color }, at) => (
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
    </Frame>
  );
}
