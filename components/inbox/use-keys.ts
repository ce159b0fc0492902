"use client";

import { useEffect, useRef } from "react";

/** Keys of the inbox, by what `event.key` says ("esc" for Escape). None while typing, in a dialog, a menu, or with ⌘, Ctrl or Alt. */
export function useKeys(keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    function hear(event: KeyboardEvent) {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
      const at = event.target instanceof Element ? event.target : null;
      if (at?.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]")) return;
      const act = latest.current[event.key === "Escape" ? "esc" : event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
}
