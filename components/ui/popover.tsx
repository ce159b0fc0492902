"use client";

import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;
export const PopoverClose = Radix.Close;

/** A small sheet at what opened it; Esc and a click outside close it. Give it an aria-label. */
export function PopoverContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          "z-50 max-h-[min(420px,var(--radix-popover-content-available-height))] overflow-y-auto rounded-card border border-line bg-raised p-3 shadow-card",
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  );
}
