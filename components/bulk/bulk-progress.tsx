"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { fetchJson } from "@/components/inbox/fetch-json";
import { Button } from "@/components/ui/button";
import type { BulkView } from "@/lib/bulk/start";
import type { ActionResult } from "@/lib/team/action";

type Act = (input: { id: number }) => Promise<ActionResult<null>>;
type Props = { undo: Act; resume: Act };

/** When an action was first seen here in its state, and how far it was then. */
type Stand = { at: number; seen: number; state: BulkView["state"] };
type Running = BulkView & { since: Stand };

const standOf = ({ state, seen }: BulkView, before: Stand | undefined): Stand =>
  before?.state === state ? before : { at: Date.now(), seen, state };

/** Heard when something is begun, so that its bar shows at once. */
export const bulkStarted = "tenfour:bulk-started";

/** The bars of what is done to many; it stands on every screen, and what ends says so wherever one is. */
export function BulkProgress({ undo, resume }: Props) {
  const router = useRouter();
  const [running, setRunning] = useState<Running[]>([]);
  /** How each stands, and since when; null before the first look. */
  const known = useRef<Map<number, Stand> | null>(null);
  const act = useCallback(async (deed: Act, id: number) => {
    const answer = await deed({ id }).catch(() => null);
    if (!answer?.ok) toast.error(answer?.message ?? "Can’t reach the server. Nothing was changed.");
    window.dispatchEvent(new Event(bulkStarted));
  }, []);

  const look = useCallback(async () => {
    const recent = await fetchJson<{ bulk: BulkView[] }>("/members/recent").catch(() => null);
    if (!recent) return;
    const before = known.current;
    const seen = recent.bulk.map((one) => ({ ...one, since: standOf(one, before?.get(one.id)) }));
    known.current = new Map(seen.map((one) => [one.id, one.since]));
    for (const one of seen) {
      // A small one may begin and end between two looks: what counts is that it now stands otherwise.
      if (!before || before.get(one.id) === one.since || one.state === "running" || one.state === "undoing") continue;
      router.refresh();
      if (one.state !== "failed")
        toast(ended(one), {
          duration: 12_000,
          action: one.state === "done" ? { label: "Undo", onClick: () => void act(undo, one.id) } : undefined,
        });
    }
    setRunning(seen.filter((one) => ["running", "undoing", "failed"].includes(one.state)));
  }, [act, router, undo]);

  const isBusy = running.some((one) => one.state !== "failed");
  useEffect(() => {
    void look();
    const hear = () => void look();
    window.addEventListener(bulkStarted, hear);
    return () => window.removeEventListener(bulkStarted, hear);
  }, [look]);
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => void look(), 1000);
    return () => clearInterval(timer);
  }, [isBusy, look]);

  if (running.length === 0) return null;
  return (
    <section
      aria-label="What is under way"
      className="fixed right-4 bottom-[calc(5rem+var(--foot,0px))] z-40 grid w-[min(360px,calc(100vw-32px))] gap-2 md:bottom-[calc(1rem+var(--foot,0px))]"
    >
      {running.map((one) => (
        <div key={one.id} className="rounded-card border border-line bg-raised p-4 shadow-card">
          <p className="wrap-anywhere">{doing(one)}</p>
          {one.state === "failed" ? (
            <>
              <p className="mt-1 text-bad text-meta">{one.reason}</p>
              <div className="mt-2 flex gap-2">
                <Button variant="outline" size="sm" onClick={() => void act(resume, one.id)}>
                  Go on
                </Button>
                <Button variant="quiet" size="sm" onClick={() => void act(undo, one.id)}>
                  Undo it
                </Button>
              </div>
            </>
          ) : (
            <>
              <progress
                aria-label={doing(one)}
                value={one.total ? one.seen : undefined}
                max={one.total ?? undefined}
                className="mt-2 block h-1.5 w-full accent-(--accent)"
              />
              <p className="tabular mt-1 text-meta text-muted">
                {one.total === null ? "Counting…" : `${number(one.seen)} of ${number(one.total)}${left(one)}`}
              </p>
            </>
          )}
        </div>
      ))}
    </section>
  );
}

const number = (count: number) => count.toLocaleString("en-US");
const people = (count: number) => (count === 1 ? "1 member" : `${number(count)} members`);

function doing(one: BulkView): string {
  if (one.kind === "delete") return one.state === "undoing" ? "Bringing back who was deleted" : "Deleting members";
  if (one.state === "undoing") return `Taking back what was done with “${one.tag}”`;
  return one.kind === "tag" ? `Tagging with “${one.tag}”` : `Taking the tag “${one.tag}” off`;
}

function ended(one: BulkView): string {
  if (one.kind === "delete") {
    if (one.state === "undone") return "Undone: they are all back, but for numbers that have texted since.";
    return `${people(one.changed)} deleted. You can undo this for 24 hours.`;
  }
  if (one.state === "undone") return `Undone: “${one.tag}” is as it was before.`;
  if (one.changed === 0)
    return one.kind === "tag" ? `They all carry “${one.tag}” already.` : `None of them carries “${one.tag}”.`;
  return one.kind === "tag"
    ? `${people(one.changed)} tagged with “${one.tag}”.`
    : `“${one.tag}” was taken off ${people(one.changed)}.`;
}

/** Guessed from how fast it went since it was first seen so: it may have stood still before, with the whole program. */
function left({ total, seen, since }: Running): string {
  const passed = Date.now() - since.at;
  if (!total || seen === since.seen || passed < 3000) return "";
  const seconds = Math.round(((total - seen) / (seen - since.seen)) * (passed / 1000));
  return seconds > 90 ? ` · about ${Math.round(seconds / 60)} min left` : ` · about ${seconds} s left`;
}
