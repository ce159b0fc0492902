"use client";

import { useParams, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { ThreadPage } from "@/lib/threads/list";
import type { Filter } from "@/lib/threads/queries";
import type { InboxActions } from "./actions";
import { InboxProvider } from "./context";
import { type Keys, KeysDialog } from "./keys-dialog";
import { ThreadList } from "./thread-list";
import { useDone } from "./use-done";
import { useKeys } from "./use-keys";
import { useThreads } from "./use-threads";

type Props = {
  first: ThreadPage;
  timeZone: string;
  mayWrite: boolean;
  actions: InboxActions;
  children: ReactNode;
};

/** The list beside what is open; on a phone one of them, with a way back. */
export function InboxFrame({ first, timeZone, mayWrite, actions, children }: Props) {
  const [filter, setFilter] = useState<Filter>("all");
  const [keysShown, setKeysShown] = useState(false);
  const answering = Number(useSearchParams().get("broadcast")) || null;
  const { page, problem, more } = useThreads(filter, first, answering);
  const router = useRouter();
  const open = Number(useParams<{ member?: string }>().member) || null;
  const counts = page?.counts ?? first.counts;
  const focusNext = useRef(false);
  const hrefOf = useCallback(
    (memberId: number | null) =>
      `/inbox${memberId === null ? "" : `/${memberId}`}${answering === null ? "" : `?broadcast=${answering}`}`,
    [answering],
  );
  const inbox = useMemo(
    () => ({ actions, timeZone, mayWrite, counts, hrefOf, focusNext }),
    [actions, timeZone, mayWrite, counts, hrefOf],
  );
  const markDone = useDone(actions);

  // Keys may be faster than pages: where one is going counts, or words would land with the wrong person. It is shown at
  // once in the list, so that the hand sees what it did.
  const goingTo = useRef<number | null>(null);
  const [headed, setHeaded] = useState<number | null>(null);
  const head = useCallback((memberId: number | null) => {
    goingTo.current = memberId;
    setHeaded(memberId);
  }, []);
  useEffect(() => {
    if (open === goingTo.current) head(null);
  }, [open, head]);
  useEffect(() => {
    const back = () => head(null);
    window.addEventListener("popstate", back);
    return () => window.removeEventListener("popstate", back);
  }, [head]);

  function go(step: 1 | -1) {
    const threads = page?.threads ?? [];
    const at = threads.findIndex((thread) => thread.memberId === (goingTo.current ?? open));
    const next = at < 0 ? threads[0] : threads[at + step];
    if (next && next.memberId !== open) head(next.memberId);
    if (next) router.push(hrefOf(next.memberId));
    if (at >= threads.length - 3) void more();
  }

  function write() {
    const composer = goingTo.current === null ? document.getElementById("composer") : null;
    if (composer) composer.focus();
    else focusNext.current = (goingTo.current ?? open) !== null;
  }

  useKeys({
    j: () => go(1),
    k: () => go(-1),
    e: () => {
      const there = goingTo.current ?? open;
      if (there && mayWrite) void markDone(there);
    },
    r: write,
    "?": () => setKeysShown(true),
    esc: () => {
      head(null);
      if (open) router.push(hrefOf(null));
    },
  });

  // Before the first text there is nothing to list, and on a phone the lesson takes the whole screen.
  const nothingYet = !counts.any && !counts.anyAbroad;
  return (
    <InboxProvider value={inbox}>
      <h1 className="sr-only">Inbox</h1>
      <div className="flex h-full">
        <section
          aria-label="Conversations"
          onPointerDown={() => head(null)}
          className={cn(
            "w-full shrink-0 flex-col border-line bg-surface md:flex md:w-[360px] md:border-r",
            open || nothingYet ? "hidden" : "flex",
          )}
        >
          <ThreadList
            filter={filter}
            answering={answering}
            onFilter={setFilter}
            page={page}
            problem={problem}
            more={more}
            open={headed ?? open}
            onOpen={head}
            onKeys={() => setKeysShown(true)}
          />
        </section>
        <section
          aria-label="Conversation"
          className={cn("h-full min-w-0 flex-1 md:flex", open || nothingYet ? "flex" : "hidden")}
        >
          {children}
        </section>
      </div>
      <KeysDialog keys={keys} open={keysShown} onOpenChange={setKeysShown} />
    </InboxProvider>
  );
}

const keys: Keys = [
  [["j", "k"], "Next and previous conversation"],
  [["r"], "Write a reply"],
  [["Enter"], "Send it"],
  [["Shift", "Enter"], "A new line in it"],
  [["e"], "Mark done"],
  [["Esc"], "Leave the field, then the conversation"],
];
