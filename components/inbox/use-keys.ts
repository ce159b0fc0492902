"use client";

import { useEffect, useRef } from "react";

const names: Record<string, string> = { Escape: "esc", Enter: "enter" };

/** Keys of a screen, by what `event.key` says ("esc" for Escape, "enter" for Enter). None while typing, in a dialog, a menu, or with ⌘, Ctrl or Alt. */
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
      // Enter on a link or a button is the browser's own.
      if (event.key === "Enter" && at?.closest("a, button, summary")) return;
      const act = latest.current[names[event.key] ?? event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
}

/** Moves the focus to the next (1) or the one before (-1) of what `which` finds in a place; from elsewhere to the first. */
export function stepThrough(place: HTMLElement | null, which: string, step: 1 | -1): void {
  const all = [...(place?.querySelectorAll<HTMLElement>(which) ?? [])];
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
}
