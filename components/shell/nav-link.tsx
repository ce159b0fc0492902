"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type Props = { href: string; label: string; place: "top" | "bottom"; children: ReactNode };

/** A way to a screen; the one we are on is marked. At the bottom of a phone the name stands under its picture. */
export function NavLink({ href, label, place, children }: Props) {
  const path = usePathname();
  const here = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className={cn(
        "flex items-center text-muted transition-colors duration-150 hover:text-ink [&_svg]:shrink-0",
        place === "top"
          ? "h-11 gap-2 rounded-card px-3 hover:bg-ink/6 [&_svg]:size-[18px]"
          : "h-14 min-w-0 flex-1 flex-col justify-center gap-1 text-[11px] leading-none [&_svg]:size-5",
        here && "font-medium text-ink",
        here && place === "bottom" && "text-accent",
      )}
    >
      {children}
      <span className="max-w-full truncate">{label}</span>
    </Link>
  );
}
