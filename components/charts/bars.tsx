"use client";

import { Bar, BarChart, CartesianGrid, Legend, Tooltip, XAxis, YAxis } from "recharts";
import { type ChartProps, Frame } from "./frame";
import { axis, tooltip } from "./looks";

/** Bars side by side over a few dozen rows. */
export function Bars(chart: ChartProps) {
  return (
    <Frame {...chart} height={240} width={600}>
      <BarChart data={chart.rows} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...axis.across} />
        <YAxis {...axis.up} />
        <Tooltip {...tooltip} cursor={{ fill: "var(--line)", opacity: 0.5 }} />
        {chart.series.length > 1 && <Legend iconType="circle" iconSize={8} />}
        {chart.series.map(({ key, name, color }) => (
          <Bar
            key={key}
            dataKey={key}
            name={name}
            fill={`var(--${color})`}
            radius={[3, 3, 0, 0]}
            maxBarSize={36}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </Frame>
  );
}
