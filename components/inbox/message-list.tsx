"use client";

import { ArrowDown } from "lucide-react";
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { previewOf } from "@/lib/media/words";
import type { Bubble } from "@/lib/messages/thread";
import { useInbox } from "./context";
import { MessageBubble } from "./message-bubble";
import { PendingBubble } from "./pending-bubble";
import { dayKey, dayName } from "./times";
import type { Pending } from "./use-outbox";

type Props = {
  memberId: number;
  name: string;
  /** The newest first. */
  messages: Bubble[];
  pending: Pending[];
  more: boolean;
  older: () => Promise<void>;
  loadingOlder: boolean;
};

/** Pixels from the end within which one is reading the newest. */
const nearEnd = 120;

/** All that was said, the newest at the foot. New texts keep the foot in sight, unless one is reading further up. */
export function MessageList({ memberId, name, messages, pending, more, older, loadingOlder }: Props) {
  const { timeZone } = useInbox();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [unseen, setUnseen] = useState(false);
  const newest = messages[0]?.id ?? 0;
  const oldest = messages.findLast((message) => message.id > 0)?.id ?? 0;
  const spoken = useNewTexts(messages, name);
  const firstSeen = useRef(newestText(messages));

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs where something was added at the foot
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    if (atEnd.current || pending.length > 0) area.scrollTop = area.scrollHeight;
    else setUnseen(true);
  }, [newest, pending.length]);

  // A composer that grows, a phone's keyboard: the foot stays in sight.
  useEffect(() => {
    const area = box.current;
    if (!area) return;
    const watcher = new ResizeObserver(() => {
      if (atEnd.current) area.scrollTop = area.scrollHeight;
    });
    watcher.observe(area);
    return () => watcher.disconnect();
  }, []);

  // Older texts come in above: what one reads must stay where it is.
  const before = useRef({ oldest: 0, height: 0 });
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    const was = before.current;
    if (was.oldest && oldest < was.oldest && !atEnd.current) area.scrollTop += area.scrollHeight - was.height;
    before.current = { oldest, height: area.scrollHeight };
  });

  function onScroll() {
    const area = box.current;
    if (!area) return;
    atEnd.current = area.scrollHeight - area.scrollTop - area.clientHeight < nearEnd;
    if (atEnd.current) setUnseen(false);
    if (area.scrollTop < 300 && more) void older();
  }

  const shown = [...messages].reverse();
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={`Texts with ${name}`}
        className="flex h-full flex-col overflow-y-auto overflow-x-hidden px-4 py-4 -outline-offset-2 md:px-6"
      >
        <div className="mx-auto mt-auto w-full max-w-[760px]">
          {more && (
            <div className="flex justify-center pb-3">
              <Button
                variant="quiet"
                size="sm"
                className="h-11 text-muted"
                disabled={loadingOlder}
                onClick={() => void older()}
              >
                {loadingOlder && <Spinner />} Older texts
              </Button>
            </div>
          )}
          {shown.map((message, index) => {
            const previous = shown[index - 1];
            const newDay = !previous || dayKey(previous.at, timeZone) !== dayKey(message.at, timeZone);
            return (
              <Fragment key={message.id}>
                {newDay && (
                  <p suppressHydrationWarning className="py-3 text-center text-meta text-muted">
                    {dayName(message.at, timeZone)}
                  </p>
                )}
                <MessageBubble
                  memberId={memberId}
                  name={name}
                  message={message}
                  close={!newDay && previous?.outbound === message.outbound}
                  fresh={!message.outbound && message.id > firstSeen.current}
                />
              </Fragment>
            );
          })}
          {pending.map((text) => (
            <PendingBubble key={text.onceKey} text={text} />
          ))}
        </div>
      </div>
      {unseen && (
        <Button
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-card"
          onClick={() => box.current?.scrollTo({ top: box.current.scrollHeight, behavior: "smooth" })}
        >
          <ArrowDown aria-hidden /> New texts
        </Button>
      )}
      <p aria-live="polite" className="sr-only">
        {spoken}
      </p>
    </div>
  );
}

/** Broadcasts have ids of their own, below 0. */
const newestText = (messages: Bubble[]) => messages.find((message) => message.id > 0)?.id ?? 0;

/** What came in since the page was opened, for those who listen; the history is not read out. */
function useNewTexts(messages: Bubble[], name: string): string {
  const known = useRef(newestText(messages));
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    const fresh = messages.filter((message) => message.id > known.current && !message.outbound);
    known.current = Math.max(known.current, newestText(messages));
    if (fresh.length > 0)
      setSpoken(
        `${name}: ${fresh
          .map((message) => previewOf(message.body, message.media))
          .reverse()
          .join(". ")}`,
      );
  }, [messages, name]);
  return spoken;
}
