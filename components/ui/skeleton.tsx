import { cn } from "./cn";

/** The place where something is about to stand. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-pulse rounded-card bg-ink/8", className)} />;
}
