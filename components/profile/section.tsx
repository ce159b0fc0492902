import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type Props = { title: string; aside?: ReactNode; className?: string; children: ReactNode };

/** A part of a profile. */
export function Section({ title, aside, className, children }: Props) {
  return (
    <section className={cn("border-line border-t py-5", className)}>
      <div className="mb-2 flex min-h-8 items-center justify-between gap-3">
        <h3 className="font-medium">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
