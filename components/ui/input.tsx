import type { ComponentProps } from "react";
import { cn } from "./cn";

// 16 px on touch: below that iOS zooms the page when the field is focused.
const look =
  "w-full rounded-card border border-muted/60 bg-surface px-3 text-[16px] text-ink placeholder:text-muted md:text-base aria-invalid:border-bad disabled:opacity-60";

/** One line of text. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(look, "h-11", className)} {...rest} />;
}

/** Several lines of text. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={cn(look, "min-h-24 py-2.5", className)} {...rest} />;
}
