"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import type { OddArrival } from "@/lib/health/arrivals";
import type { ActionResult } from "@/lib/team/action";

type Props = {
  first: OddArrival[];
  total: number;
  timeZone: string;
  more: (wish: { before: number | null }) => Promise<ActionResult<OddArrival[]>>;
};

/** What the carrier brought and nobody could place: kept, shown, in nobody's way. */
export function OddArrivals({ first, total, timeZone, more }: Props) {
  const [older, setOlder] = useState<OddArrival[]>([]);
  const [busy, setBusy] = useState(false);
  const shown = [...first, ...older.filter((one) => !first.some((known) => known.id === one.id))];
  const when = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short", timeZone });

  async function load() {
    setBusy(true);
    const answer = await more({ before: shown.at(-1)?.id ?? null }).catch(() => null);
    setBusy(false);
    if (answer?.ok) setOlder((was) => [...was, ...answer.data]);
    else toast.error(answer?.message ?? "Tenfour could not be reached. Please try again.");
  }

  return (
    <section aria-labelledby="odd" className="grid gap-3">
      <h2 id="odd" className="text-lg font-semibold">
        What could not be understood?
      </h2>
      {shown.length === 0 ? (
        <p className="text-muted">Nothing. Everything the carrier brought found its place.</p>
      ) : (
        <>
          <p className="text-muted">
            {total.toLocaleString("en-US")} kept as they came. They hold up nothing; nobody was answered.
          </p>
          <ul className="grid divide-y divide-line border-y border-line">
            {shown.map(({ id, at, problem, content }) => (
              <li key={id} className="py-1">
                <details>
                  <summary className="flex min-h-11 flex-wrap items-center gap-x-3">
                    <span className="min-w-0 flex-1 basis-52 break-words">{problem}</span>
                    <time dateTime={at.toISOString()} className="text-meta text-muted tabular-nums">
                      {when.format(at)}
                    </time>
                  </summary>
                  <p className="mb-2 whitespace-pre-wrap break-all rounded-card bg-ink/5 p-3 font-mono text-meta">
                    {content}
                  </p>
                </details>
              </li>
            ))}
          </ul>
          {shown.length < total && (
            <Button variant="outline" size="sm" busy={busy} className="justify-self-start" onClick={load}>
              Older ones
            </Button>
          )}
        </>
      )}
    </section>
  );
}
