"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** A way to a screen; the one we are on is marked. */
export function NavLink({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  const path = usePathname();
  const here = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className={cn(
        "flex h-11 items-center gap-2 rounded-card px-2.5 text-muted transition-colors duration-150 hover:bg-ink/6 hover:text-ink sm:px-3 [&_svg]:size-[18px]",
        here && "font-medium text-ink",
      )}
    >
      {children}
      <span className={cn(!here && "max-sm:sr-only")}>{label}</span>
    </Link>
  );
}
