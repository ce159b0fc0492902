"use client";

import { Area, AreaChart, YAxis } from "recharts";
import type { SizeOnDay } from "@/lib/segments/queries";

/** The size of a segment over the last days, small; the words beside it say the same to who cannot see it. */
export function SizeChart({ sizes }: { sizes: SizeOnDay[] }) {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (!first || !last || sizes.length < 2) return null;
  const grown = last.members - first.members;
  const change = grown === 0 ? "no change" : `${grown > 0 ? "+" : "−"}${Math.abs(grown).toLocaleString("en-US")}`;
  const words = `${change} since ${day(first.day)}`;
  return (
    <figure className="flex items-center gap-3">
      <div aria-hidden>
        <AreaChart
          width={112}
          height={32}
          data={sizes}
          margin={{ top: 2, right: 0, bottom: 2, left: 0 }}
          accessibilityLayer={false}
        >
          <YAxis hide domain={["dataMin", "dataMax"]} />
          <Area
            type="monotone"
            dataKey="members"
            stroke="var(--accent)"
            strokeWidth={1.5}
            fill="var(--accent)"
            fillOpacity={0.12}
            isAnimationActive={false}
          />
        </AreaChart>
      </div>
      <figcaption className="tabular text-meta text-muted">{words}</figcaption>
    </figure>
  );
}

function day(iso: string): string {
  return new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-US", { month: "short", day: "numeric", timeZone: "UTC" });
}
