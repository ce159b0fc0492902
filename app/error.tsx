"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";

/** A screen could not be shown. Most often the database is away for a moment, so it tries again by itself. */
export default function ScreenError({ reset }: { error: Error; reset: () => void }) {
  useEffect(() => {
    const timer = setInterval(() => {
      // The server's half must be asked anew; reset alone would show the same answer.
      fetch("/health", { cache: "no-store" }).then(
        (answer) => answer.ok && window.location.reload(),
        () => {},
      );
    }, 3000);
    return () => clearInterval(timer);
  }, []);
  return (
    <main className="grid min-h-[70dvh] place-items-center p-6 text-center">
      <div role="alert" className="max-w-md">
        <h1 className="font-medium text-[22px] leading-8">This page could not be shown just now</h1>
        <p className="mt-1 text-muted">
          The database may be away for a moment. Nothing is lost, drafts are kept, and this page tries again by itself
          every few seconds.
        </p>
        <Button
          className="mt-5"
          onClick={() => {
            reset();
            window.location.reload();
          }}
        >
          Try now
        </Button>
      </div>
    </main>
  );
}
