"use client";

import { MessagesSquare } from "lucide-react";
import Link from "next/link";
import { useCallback, useEffect, useState } from "react";
import { Away, fetchJson } from "@/components/inbox/fetch-json";
import { shortTime } from "@/components/inbox/times";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { Counters } from "@/lib/broadcasts/counters";
import type { Listable, People } from "@/lib/broadcasts/people";
import { showPhone } from "@/lib/numbers/phone";
import { number } from "./words";

type Props = { id: number; counters: Counters; timeZone: string };

const empty: Record<Listable, string> = {
  answered: "Nobody has answered yet. When they do, their words stand here and in the inbox.",
  clicked: "Nobody has tapped a link yet.",
  failed: "It has failed for nobody.",
  unconfirmed: "Nobody is unconfirmed.",
  waiting: "Nobody waits.",
  delivered: "It has been delivered to nobody yet.",
  opted_out: "Nobody has opted out after it.",
  withheld: "Nobody was held back.",
  dropped: "Nobody was dropped.",
};

/** Who they are: the answers first, each a way into its conversation. */
export function PeopleList({ id, counters, timeZone }: Props) {
  const [slice, setSlice] = useState<Listable>("answered");
  const [page, setPage] = useState<People | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { replies, failed, unconfirmed, waiting, optOuts } = counters;
  const tabs: { value: Listable; label: string }[] = [
    { value: "answered", label: `Answers ${number(replies)}` },
    { value: "clicked", label: "Tapped" },
    ...(failed > 0 ? [{ value: "failed" as const, label: `Failed ${number(failed)}` }] : []),
    ...(unconfirmed > 0 ? [{ value: "unconfirmed" as const, label: `Unconfirmed ${number(unconfirmed)}` }] : []),
    ...(waiting > 0 ? [{ value: "waiting" as const, label: `Waiting ${number(waiting)}` }] : []),
    ...(optOuts > 0 ? [{ value: "opted_out" as const, label: `Opted out ${number(optOuts)}` }] : []),
    { value: "delivered", label: "Delivered" },
  ];

  const load = useCallback(
    async (after: string | null) => {
      const more = after ? `&after=${encodeURIComponent(after)}` : "";
      try {
        const fresh = await fetchJson<People>(`/broadcasts/${id}/people?slice=${slice}${more}`);
        if (!fresh) return;
        setTrouble(null);
        setPage((old) => (after && old ? { ...fresh, people: [...old.people, ...fresh.people] } : fresh));
      } catch (error) {
        if (error instanceof Away) setTrouble(error.message);
      }
    },
    [id, slice],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer is a reason to look again
  useEffect(() => {
    void load(null);
  }, [load, replies]);

  return (
    <section className="grid gap-3" aria-labelledby="people">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id="people" className="font-medium text-[18px]">
          What did they answer?
        </h2>
        {replies > 0 && (
          <Button asChild variant="quiet" size="sm">
            <Link href={`/inbox?broadcast=${id}`}>
              <MessagesSquare aria-hidden /> Answers in the inbox
            </Link>
          </Button>
        )}
      </div>
      <Segmented
        label="Which of them"
        value={slice}
        options={tabs}
        className="max-w-full flex-wrap justify-self-start"
        onChange={(next) => {
          setPage(null);
          setSlice(next);
        }}
      />
      {trouble && <p className="text-warn">{trouble}</p>}
      {!page && !trouble && <Skeleton className="h-24" />}
      {page?.people.length === 0 && <p className="text-muted">{empty[slice]}</p>}
      {page && page.people.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {page.people.map((person) => (
            <li key={person.memberId}>
              <Link
                data-person
                href={`/inbox/${person.memberId}`}
                className="grid gap-0.5 px-4 py-2.5 transition-colors duration-150 hover:bg-ink/4 sm:grid-cols-[200px_minmax(0,1fr)_auto] sm:items-baseline sm:gap-4"
              >
                <span className="truncate font-medium">{person.name ?? showPhone(person.phone)}</span>
                <span className="truncate" dir="auto">
                  {person.words ?? <span className="text-muted">{person.name ? showPhone(person.phone) : ""}</span>}
                </span>
                <span className="tabular text-meta text-muted">{person.at ? shortTime(person.at, timeZone) : ""}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {page?.next && (
        <Button variant="outline" className="justify-self-center" onClick={() => load(page.next)}>
          Show more
        </Button>
      )}
    </section>
  );
}
