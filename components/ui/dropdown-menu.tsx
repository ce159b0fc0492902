"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const DropdownMenu = Radix.Root;
export const DropdownMenuTrigger = Radix.Trigger;

/** The list that opens. */
export function DropdownMenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        className={cn("z-50 min-w-48 rounded-card border border-line bg-raised p-1 shadow-card", className)}
        {...rest}
      />
    </Radix.Portal>
  );
}

/** One thing to do. */
export function DropdownMenuItem({ className, ...rest }: ComponentProps<typeof Radix.Item>) {
  return (
    <Radix.Item
      className={cn(
        "flex min-h-11 cursor-pointer select-none items-center gap-2 rounded-[7px] px-3 outline-none data-[highlighted]:bg-ink/8 [&_svg]:size-4",
        className,
      )}
      {...rest}
    />
  );
}

/** One thing that is on or off; the list stays open for the next one. */
export function DropdownMenuCheckboxItem({ className, children, ...rest }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem
      onSelect={(event) => event.preventDefault()}
      className={cn(
        "flex min-h-11 cursor-pointer select-none items-center gap-2 rounded-[7px] px-3 outline-none data-[highlighted]:bg-ink/8",
        className,
      )}
      {...rest}
    >
      <span className="grid size-4 place-items-center">
        <Radix.ItemIndicator>
          <Check aria-hidden className="size-4" />
        </Radix.ItemIndicator>
      </span>
      {children}
    </Radix.CheckboxItem>
  );
}

/** Words above the things to do. */
export function DropdownMenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn("px-3 py-2 text-meta text-muted", className)} {...rest} />;
}

/** A line between groups. */
export function DropdownMenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
