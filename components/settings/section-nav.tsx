"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { sections } from "./sections";

/** The pages of the settings: a column at the side, a row to push along on a phone. */
export function SectionNav({ operator }: { operator: boolean }) {
  const path = usePathname();
  const row = useRef<HTMLElement>(null);
  // On a phone the row is longer than the screen: where one is must not stand out of sight.
  useEffect(() => {
    row.current?.querySelector(`[href="${path}"]`)?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [path]);
  return (
    <nav ref={row} aria-label="Settings" className="-mx-4 flex gap-1 overflow-x-auto px-4 md:mx-0 md:flex-col md:px-0">
      {sections
        .filter((one) => operator || !one.operator)
        .map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            aria-current={path === href ? "page" : undefined}
            className={cn(
              "flex h-11 shrink-0 items-center rounded-card px-3 text-muted transition-colors duration-150 hover:bg-ink/6 hover:text-ink md:h-9",
              path === href && "bg-ink/6 font-medium text-ink",
            )}
          >
            {label}
          </Link>
        ))}
    </nav>
  );
}
