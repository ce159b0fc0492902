"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { stepThrough, useKeys } from "@/components/inbox/use-keys";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Counters } from "@/lib/broadcasts/counters";
import type { Results } from "@/lib/broadcasts/results";
import type { Broadcast } from "@/lib/broadcasts/table";
import type { BroadcastActions } from "./actions";
import { FileShown } from "./attachments";
import { Controls } from "./controls";
import { CopyMenu } from "./copy-menu";
import { Figures } from "./figures";
import { HoursChart } from "./hours-chart";
import { LinksTable } from "./links-table";
import { PeopleList } from "./people-list";
import { Progress } from "./progress";
import { ReasonsTable } from "./reasons-table";
import { SliceButtons } from "./slice-buttons";
import { StatesTable } from "./states-table";
import { useProgress } from "./use-progress";
import { stateTones, stateWords } from "./words";

export type Reported = Pick<Broadcast, "id" | "body" | "media" | "prices" | "reachable">;
type Props = {
  broadcast: Reported;
  counters: Counters;
  results: Results;
  timeZone: string;
  mayWrite: boolean;
  actions: BroadcastActions;
};

/** A broadcast on its way, and what came of it. */
export function Report({ broadcast, counters: first, results: firstResults, timeZone, mayWrite, actions }: Props) {
  const router = useRouter();
  const { counters, results } = useProgress(broadcast.id, first, firstResults, () => router.refresh());
  const { state } = counters;
  const page = useRef<HTMLDivElement>(null);
  const go = (step: 1 | -1) => stepThrough(page.current, "a[data-person]", step);
  useKeys({ j: () => go(1), k: () => go(-1), esc: () => router.push("/broadcasts") });
  const open = state === "preparing" || state === "sending" || state === "paused";
  const cuts = { id: broadcast.id, mayWrite, actions };
  return (
    <div ref={page} className="mx-auto grid w-full max-w-5xl grid-cols-1 gap-8 px-4 py-6 md:py-8">
      <header className="grid gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <Button asChild variant="quiet" size="icon" className="-ml-3">
            <Link href="/broadcasts" aria-label="All broadcasts">
              <ArrowLeft aria-hidden />
            </Link>
          </Button>
          <h1 className="min-w-0 flex-1 text-xl font-semibold max-sm:order-last max-sm:basis-full">
            {open ? "How is it going?" : "How did it go?"}
          </h1>
          <Badge tone={stateTones[state]}>{stateWords[state]}</Badge>
          {mayWrite && <CopyMenu id={broadcast.id} failed={counters.failed} copy={actions.copy} />}
        </div>
        <blockquote className="grid justify-items-start gap-2 border-accent border-l-2 pl-4">
          {broadcast.media.map((file) => (
            <FileShown key={file.id} file={file} />
          ))}
          <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
            {broadcast.body}
          </p>
        </blockquote>
      </header>
      <Progress counters={counters} timeZone={timeZone}>
        {mayWrite && open && <Controls id={broadcast.id} counters={counters} actions={actions} />}
      </Progress>
      <Figures broadcast={broadcast} counters={counters} links={results.links} />
      {counters.recipients > 0 && (
        <>
          <SliceButtons id={broadcast.id} mayWrite={mayWrite} actions={actions} />
          <PeopleList id={broadcast.id} counters={counters} timeZone={timeZone} />
        </>
      )}
      <LinksTable links={results.links} recipients={counters.recipients} />
      <ReasonsTable {...cuts} reasons={results.reasons} />
      <HoursChart {...cuts} hours={results.hours} timeZone={timeZone} />
      <StatesTable {...cuts} states={results.states} />
    </div>
  );
}
