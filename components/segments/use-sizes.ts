"use client";

import { useEffect, useRef, useState } from "react";
import { fetchJson } from "@/components/inbox/fetch-json";
import { useLive } from "@/components/live/use-live";
import type { SizeOnDay } from "@/lib/segments/queries";

type Sizes = Record<number, SizeOnDay>;

/** Between two counts after members changed: a second, or ten times as long as a count takes. */
const calm = 1_000;

/** The sizes of segments, counted when the list opens and when members change; the server answers as many as it can at a time. */
export function useSizes(ids: number[]): Sizes {
  const [sizes, setSizes] = useState<Sizes>({});
  const took = useRef(0);
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  const question = ids.join(",");

  const count = useRef(async (_of: string) => {});
  count.current = async (of) => {
    const begun = performance.now();
    let left = of.split(",").filter(Boolean);
    while (left.length > 0) {
      const found = await fetchJson<{ sizes: Sizes }>(`/segments/sizes?ids=${left.join(",")}`).catch(() => null);
      const counted = Object.keys(found?.sizes ?? {});
      if (counted.length === 0) break;
      setSizes((now) => ({ ...now, ...found?.sizes }));
      left = left.filter((id) => !counted.includes(id));
    }
    took.current = performance.now() - begun;
  };

  useEffect(() => void count.current(question), [question]);
  useLive(() => {
    later.current ??= setTimeout(
      () => {
        later.current = undefined;
        void count.current(question);
      },
      Math.max(calm, took.current * 10),
    );
  });
  useEffect(() => () => clearTimeout(later.current), []);
  return sizes;
}
