import type { ReactNode } from "react";

/** One part of the screen, with its title and what it is about. */
export function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-4">
      <header className="grid gap-1">
        <h2 className="font-semibold text-[18px]">{title}</h2>
        <p className="text-muted">{about}</p>
      </header>
      {children}
    </section>
  );
}
