"use client";

import { useEffect, useState } from "react";
import { suggestedHandle } from "@/lib/leaders/handle";
import { suggestedFirstAnswer } from "@/lib/leaders/wish";

/** What has been typed so far. Kept in the tab until the leader is made, so that a reload loses nothing. */
export type Draft = {
  name: string;
  /** null: still the one made of the name. */
  handle: string | null;
  mobile: string;
  timeZone: string;
  number: string;
  /** null: still the suggested words. */
  words: string | null;
  /** The kept picture's file name, and what it looks like. */
  picture: { file: string; look: string } | null;
};

export type Step = { draft: Draft; change: (change: Partial<Draft>) => void; problem: Problem | null };
export type Problem = { field: string; sentence: string };

const key = "tenfour-welcome";
const empty: Draft = { name: "", handle: null, mobile: "", timeZone: "", number: "", words: null, picture: null };

export const handleOf = (draft: Draft) => draft.handle ?? suggestedHandle(draft.name);
export const wordsOf = (draft: Draft) => draft.words ?? suggestedFirstAnswer(draft.name);

/** The draft and the step it stands at, taken up again after a reload. */
export function useDraft() {
  const [draft, setDraft] = useState(empty);
  const [at, setAt] = useState(0);
  const [ready, setReady] = useState(false);

  useEffect(() => {
    const kept = read();
    setDraft({ ...empty, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, ...kept?.draft });
    setAt(kept?.at ?? 0);
    setReady(true);
  }, []);

  useEffect(() => {
    if (!ready) return;
    try {
      sessionStorage.setItem(key, JSON.stringify({ draft, at }));
    } catch {
      // Storage is full or forbidden: the wizard works, it only forgets on reload.
    }
  }, [draft, at, ready]);

  return { draft, at, ready, setAt, change: (change: Partial<Draft>) => setDraft((was) => ({ ...was, ...change })) };
}

/** Nothing of it is needed any more. */
export function forgetDraft(): void {
  sessionStorage.removeItem(key);
}

function read(): { draft?: Partial<Draft>; at?: number } | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
