"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** Words that show on hover and on focus. The child must be focusable. */
export function Tooltip({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={250}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={6}
            className="z-50 max-w-72 rounded-[7px] bg-ink px-2.5 py-1.5 text-canvas text-meta shadow-card"
          >
            {words}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
