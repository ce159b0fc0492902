import type { LinkResult } from "@/lib/broadcasts/results";
import { number, people } from "./words";

/** Who tapped which link: people, each once. */
export function LinksTable({ links, recipients }: { links: LinkResult[]; recipients: number }) {
  if (links.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2 className="font-medium text-[18px]">Which links were tapped?</h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {links.map((link) => (
          <li key={link.id} className="grid gap-1 px-4 py-3 sm:flex sm:items-baseline sm:gap-4">
            <a
              href={link.url}
              target="_blank"
              rel="noopener noreferrer"
              className="min-w-0 flex-1 truncate text-accent underline underline-offset-2"
            >
              {link.url.replace(/^https?:\/\//, "")}
            </a>
            <span className="tabular shrink-0">
              {people(link.members)}
              {recipients > 0 && link.members > 0 ? ` · ${((link.members / recipients) * 100).toFixed(1)}%` : ""}
            </span>
            <span className="tabular shrink-0 text-meta text-muted">
              {number(link.taps)} {link.taps === 1 ? "tap" : "taps"} in all
            </span>
          </li>
        ))}
      </ul>
      <p className="text-meta text-muted">Programs that open links by themselves are left out.</p>
    </section>
  );
}
