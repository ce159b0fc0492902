"use client";

import { Keyboard, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";
import type { ThreadPage } from "@/lib/threads/list";
import type { Filter } from "@/lib/threads/queries";
import { useInbox } from "./context";
import { ThreadRow } from "./thread-row";

type Props = {
  filter: Filter;
  /** Only who answered this broadcast. */
  answering: number | null;
  onFilter: (filter: Filter) => void;
  page: ThreadPage | null;
  problem: string | null;
  more: () => Promise<void>;
  open: number | null;
  onOpen: (memberId: number) => void;
  onKeys: () => void;
};

const nothing: Record<Filter, string> = {
  all: "Nobody has texted yet.",
  unread: "Everything is read.",
  unanswered: "Everybody has an answer.",
  abroad: "No texts from abroad.",
};

/** The filters, and the rows under them to the very end. */
export function ThreadList({ filter, answering, onFilter, page, problem, more, open, onOpen, onKeys }: Props) {
  const { counts } = useInbox();
  const unread = counts.unread > 1000 ? "1,000+" : counts.unread.toLocaleString("en-US");
  const options: { value: Filter; label: React.ReactNode }[] = [
    {
      value: "unread",
      label: <>Unread {counts.unread > 0 && <span className="tabular">{unread}</span>}</>,
    },
    { value: "unanswered", label: "Unanswered" },
    { value: "all", label: "All" },
  ];
  if (counts.anyAbroad || filter === "abroad") options.push({ value: "abroad", label: "Abroad" });
  return (
    <>
      <div className="flex h-16 shrink-0 items-center gap-1 border-line border-b px-3">
        <Segmented
          label="Which conversations"
          value={filter}
          options={options}
          onChange={onFilter}
          className="min-w-0 flex-1"
        />
        <Button
          variant="quiet"
          size="icon"
          className="-mr-1 hidden size-10 text-muted md:inline-flex"
          aria-label="Show the keys"
          onClick={onKeys}
        >
          <Keyboard aria-hidden />
        </Button>
      </div>
      {answering !== null && <Answering broadcastId={answering} about={page?.about ?? null} />}
      {problem && (
        <p role="status" className="bg-warn-soft px-4 py-2.5 text-meta text-warn">
          {problem}
        </p>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={page?.threads.length ? undefined : 0}>
        {filter === "abroad" && (
          <p className="px-4 py-3 text-meta text-muted">
            The service does not exist in these countries. Texts are kept here and not answered.
          </p>
        )}
        {!page && !problem && <RowSkeletons />}
        {page?.threads.length === 0 && (
          <p className="px-4 py-10 text-center text-muted">
            {answering === null ? nothing[filter] : "Nobody among these answered it."}
          </p>
        )}
        {page && page.threads.length > 0 && (
          <ul>
            {page.threads.map((thread) => (
              <ThreadRow key={thread.memberId} thread={thread} open={thread.memberId === open} onOpen={onOpen} />
            ))}
          </ul>
        )}
        {page?.next && <More key={page.next} more={more} />}
      </div>
    </>
  );
}

/** Says whose answers these are, with the way to the broadcast and back to everybody. */
function Answering({ broadcastId, about }: { broadcastId: number; about: string | null }) {
  return (
    <p className="flex min-h-12 items-center gap-2 border-line border-b bg-accent/10 py-1 pr-2 pl-4 text-meta">
      <Link href={`/broadcasts/${broadcastId}`} className="min-w-0 flex-1 truncate" dir="auto">
        Answers to {about === null ? "a broadcast" : `“${about}”`}
      </Link>
      <Button asChild variant="quiet" size="icon" className="size-10 shrink-0">
        <Link href="/inbox" aria-label="Show everybody again">
          <X aria-hidden />
        </Link>
      </Button>
    </p>
  );
}

/** Asks for the next page when it comes into sight; a button for those who do not scroll. */
function More({ more }: { more: () => Promise<void> }) {
  const mark = useRef<HTMLDivElement>(null);
  const latest = useRef(more);
  useEffect(() => {
    latest.current = more;
  });
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && void latest.current(), {
      rootMargin: "600px",
    });
    if (mark.current) watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <div ref={mark} className="flex justify-center p-3">
      <Button variant="quiet" size="sm" className="h-11 text-muted" onClick={() => void more()}>
        <Spinner /> Show older conversations
      </Button>
    </div>
  );
}

function RowSkeletons() {
  return (
    <div role="status" aria-label="Loading conversations">
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="flex h-[68px] items-center gap-3 px-4">
          <Skeleton className="size-10 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-4 w-1/2" />
            <Skeleton className="h-3.5 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
