"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "@/components/live/use-live";
import type { SegmentSize } from "@/lib/segments/count";
import type { Example } from "@/lib/segments/preview";
import type { SegmentTree } from "@/lib/segments/tree";

/** What the server answers about a tree. */
export type Answer =
  | { size: SegmentSize & { exact: boolean } }
  | { examples: Example[] }
  /** What is wrong with the tree, in words. */
  | { problem: string };
type Size = SegmentSize & { exact: boolean };
export type Known = { size: Size | null; examples: Example[] | null; problem: string | null };

/** Milliseconds without a keystroke before the server is asked. */
const rest = 150;
/** After a change among the members: at least this long between counts, and twenty times as long as one takes. */
const calm = 1_000;

async function ask(tree: string, want: string, signal: AbortSignal): Promise<Answer> {
  const answer = await fetch("/segments/count", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{"tree":${tree},"want":"${want}"}`,
    signal,
  });
  if (answer.status === 401)
    return { problem: "You are signed out. Sign in again in another window; nothing here is lost." };
  if (!answer.ok)
    return { problem: "The database is away for a moment. Your conditions are kept; change one to ask again." };
  return (await answer.json()) as Answer;
}

/**
 * The size of a tree as it is built: an estimate at once, the exact number when it is there, five examples; all again
 * when members change while one looks.
 */
export function useSize(tree: SegmentTree): Known {
  const text = JSON.stringify(tree);
  const [known, setKnown] = useState<Known>({ size: null, examples: null, problem: null });
  const running = useRef<AbortController>(undefined);
  const took = useRef(0);

  const count = useCallback(async (of: string, wants: string[]) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const begun = performance.now();
    const hear = (answer: Answer) => {
      if (mine.signal.aborted) return;
      setKnown((now) => {
        if ("problem" in answer) return { size: null, examples: null, problem: answer.problem };
        if ("examples" in answer) return { ...now, examples: answer.examples };
        // An estimate that comes late knows less than the exact number.
        if (!answer.size.exact && now.size?.exact && exactOf.current === of) return now;
        if (answer.size.exact) exactOf.current = of;
        return { ...now, size: answer.size, problem: null };
      });
    };
    await Promise.all(
      wants.map((want) =>
        ask(of, want, mine.signal).then(hear, () => {
          if (!mine.signal.aborted) {
            setKnown((now) => ({ ...now, problem: "The line to the server is broken. Your conditions are kept." }));
          }
        }),
      ),
    );
    took.current = performance.now() - begun;
  }, []);
  /** Which tree the exact number is of. */
  const exactOf = useRef("");

  useEffect(() => {
    exactOf.current = "";
    const timer = setTimeout(() => void count(text, ["estimate", "exact", "examples"]), rest);
    return () => clearTimeout(timer);
  }, [text, count]);

  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive(() => {
    if (later.current) return;
    later.current = setTimeout(
      () => {
        later.current = undefined;
        void count(text, ["exact", "examples"]);
      },
      Math.max(calm, took.current * 20),
    );
  });
  useEffect(
    () => () => {
      clearTimeout(later.current);
      running.current?.abort();
    },
    [],
  );
  return known;
}
