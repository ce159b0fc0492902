"use client";

import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import { memberName } from "@/lib/members/name";
import type { Known } from "./use-size";
import { sizeWords } from "./words";

/** How many it is, and five of them. */
export function SizePanel({ known: { size, examples, problem } }: { known: Known }) {
  if (problem) {
    return (
      <p role="alert" className="rounded-card bg-warn-soft px-4 py-3 text-warn">
        {problem}
      </p>
    );
  }
  return (
    <div className="space-y-5">
      <div role="status" aria-live="polite" data-exact={size?.exact ?? false}>
        <p className="tabular font-semibold text-[32px] leading-10">
          {size ? `${size.exact ? "" : "about "}${size.members.toLocaleString("en-US")}` : "…"}
        </p>
        <p className="tabular text-muted">{size ? sizeWords(size) : "Counting"}</p>
      </div>
      {examples && examples.length > 0 && (
        <section aria-label="Some of them">
          <h2 className="mb-1 font-medium text-meta text-muted">Some of them</h2>
          <ul>
            {examples.map((one) => (
              <li key={one.id}>
                <Link
                  href={`/members/${one.id}`}
                  className="-mx-2 flex min-h-12 items-center gap-3 rounded-card px-2 hover:bg-ink/5"
                >
                  <Avatar name={memberName(one)} className="size-8" />
                  <span className="min-w-0 flex-1 truncate">{memberName(one)}</span>
                  <span className="truncate text-meta text-muted">
                    {one.reachable ? [one.city, one.state].filter(Boolean).join(", ") : "cannot be texted"}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
