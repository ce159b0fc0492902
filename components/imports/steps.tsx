import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";

const steps = [
  ["file", "File"],
  ["columns", "Columns"],
  ["check", "Check"],
  ["import", "Import"],
] as const;
export type Step = (typeof steps)[number][0];

/** Where one is on the way from a file to members. `over`: all of it lies behind. */
export function Steps({ current, over }: { current: Step; over?: boolean }) {
  const at = steps.findIndex(([step]) => step === current);
  return (
    <ol aria-label="Steps of the import" className="flex flex-wrap gap-x-5 gap-y-1 text-meta">
      {steps.map(([step, label], place) => {
        const done = over || place < at;
        return (
          <li
            key={step}
            aria-current={place === at && !over ? "step" : undefined}
            className={cn("flex items-center gap-2 text-muted", place === at && "font-medium text-ink")}
          >
            <span
              aria-hidden
              className={cn(
                "grid size-6 place-items-center rounded-full border border-line tabular",
                place === at && !over && "border-accent bg-accent text-on-accent",
                done && "border-good/40 text-good",
              )}
            >
              {done ? <Check className="size-3.5" /> : place + 1}
            </span>
            {label}
            {done && <span className="sr-only">(done)</span>}
          </li>
        );
      })}
    </ol>
  );
}
