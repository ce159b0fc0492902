"use client";

import { useEffect, useRef } from "react";

/** A page opened from a text, inside the phone's frame. */
export function InnerPage({ path, onClose }: { path: string; onClose(): void }) {
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <section
      aria-label="Page opened from a text"
      className="absolute inset-0 flex flex-col bg-surface"
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <div className="flex items-center gap-2 border-line border-b py-1 pr-4 pl-1">
        <button
          ref={close}
          type="button"
          onClick={onClose}
          className="h-11 shrink-0 rounded-card px-3 font-medium text-accent hover:bg-ink/8"
        >
          Close
        </button>
        <p className="min-w-0 flex-1 truncate rounded-full bg-fan px-3 py-1 text-center text-meta text-on-fan">
          {path}
        </p>
      </div>
      <iframe key={path} src={path} title="Page opened from a text" className="w-full flex-1 bg-surface" />
    </section>
  );
}
