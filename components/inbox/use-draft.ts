"use client";

import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from "react";

const keyOf = (memberId: number) => `tenfour.draft.${memberId}`;

/** A draft per member, kept in this browser until it is sent. */
export function useDraft(memberId: number): [string, Dispatch<SetStateAction<string>>] {
  const [draft, setDraft] = useState("");
  const loaded = useRef(false);
  // The server knows no drafts, so it is put in after the first paint.
  useEffect(() => {
    try {
      setDraft(localStorage.getItem(keyOf(memberId)) ?? "");
    } catch {
      // Storage may be forbidden: the draft then lives as long as the page.
    }
  }, [memberId]);
  useEffect(() => {
    if (!loaded.current) {
      loaded.current = true;
      return;
    }
    try {
      if (draft) localStorage.setItem(keyOf(memberId), draft);
      else localStorage.removeItem(keyOf(memberId));
    } catch {
      // As above.
    }
  }, [draft, memberId]);
  return [draft, setDraft];
}
