"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { Button } from "@/components/ui/button";

/** Milliseconds between looks while the page is in sight. */
const every = 15_000;

/** Looks again: by itself while somebody watches, and at once on a click. */
export function Refresh() {
  const router = useRouter();
  const [busy, start] = useTransition();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), every);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <Button variant="outline" busy={busy} onClick={() => start(() => router.refresh())}>
      Look again
    </Button>
  );
}
