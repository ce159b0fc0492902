import type { ReactNode } from "react";

/** The quiet page that stands before the dashboard: the name, and one thing to do. */
export function Sheet({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-canvas px-4 py-8 text-ink sm:py-16">
      <p className="mb-6 text-lg font-semibold tracking-tight">
        Tenfour
        <span aria-hidden="true" className="ml-1 inline-block size-2 rounded-full bg-accent" />
      </p>
      <div
        className={`w-full rounded-card border border-line bg-surface p-5 sm:p-8 ${wide ? "max-w-2xl" : "max-w-md"}`}
      >
        {children}
      </div>
    </main>
  );
}
