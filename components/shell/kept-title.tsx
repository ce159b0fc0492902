"use client";

import { useEffect } from "react";

/**
 * From one screen to the next Next takes the old title away before it brings the new one. Until then the old one stays,
 * so that the tab never shows an address and a screen reader always has a name to say.
 */
export function KeptTitle() {
  useEffect(() => {
    const kept = document.createElement("title");
    let last = document.title;
    const watcher = new MutationObserver(() => {
      const own = document.head.querySelector("title:not([data-kept])");
      if (own) {
        last = own.textContent || last;
        kept.remove();
      } else if (!kept.isConnected) {
        kept.textContent = last;
        document.head.append(kept);
      }
    });
    kept.dataset.kept = "";
    watcher.observe(document.head, { childList: true });
    return () => {
      watcher.disconnect();
      kept.remove();
    };
  }, []);
  return null;
}
