"use client";

import { Area, AreaChart, YAxis } from "recharts";
import type { SizeOnDay } from "@/lib/segments/queries";
import { changeWords } from "./words";

/** The size of a segment over the last days, small; the words beside it say the same to who cannot see it. */
export function SizeChart({ sizes }: { sizes: SizeOnDay[] }) {
  const words = changeWords(sizes);
  if (!words) return null;
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
