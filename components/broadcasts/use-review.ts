"use client";

import { useEffect, useRef, useState } from "react";
import type { Review } from "@/lib/broadcasts/review";
import { type BroadcastActions, notReached } from "./actions";
import { type Content, toSave } from "./use-saves";

/** Milliseconds of quiet before a draft is looked at anew. */
const quiet = 500;

/** What the server says of a draft as it stands here, kept up with each change. */
export function useReview(id: number, content: Content, look: BroadcastActions["review"]) {
  const [review, setReview] = useState<Review | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [looking, setLooking] = useState(true);
  const newest = useRef(0);

  useEffect(() => {
    const mine = ++newest.current;
    setLooking(true);
    const timer = setTimeout(
      async () => {
        const answer = await look({ id, content: toSave(content) }).catch(() => null);
        if (mine !== newest.current) return;
        setLooking(false);
        if (answer?.ok) setReview(answer.data);
        setTrouble(answer?.ok ? null : (answer?.message ?? notReached));
      },
      mine === 1 ? 0 : quiet,
    );
    return () => clearTimeout(timer);
  }, [id, content, look]);

  return { review, looking, trouble };
}
