"use client";

import { Clock } from "lucide-react";
import { Attachments } from "@/components/media/attachments";
import { useInbox } from "./context";
import { MessageBody } from "./message-body";
import { timeOfDay } from "./times";
import type { Pending } from "./use-outbox";

/** A text between the leader's key and the database. */
export function PendingBubble({ text }: { text: Pending }) {
  const { timeZone } = useInbox();
  return (
    <article aria-label="You, just now" className="mt-1 flex flex-col items-end">
      <Attachments items={text.media} from="you" />
      <div
        dir="auto"
        hidden={text.body === ""}
        className="wrap-anywhere mt-1 max-w-[85%] animate-arrive whitespace-pre-wrap rounded-bubble bg-accent px-3.5 py-2 text-on-accent md:max-w-[75%]"
      >
        <MessageBody body={text.body} />
      </div>
      <p className="flex items-center gap-1.5 px-1.5 pt-0.5 text-meta text-muted">
        <time dateTime={text.at}>{timeOfDay(text.at, timeZone)}</time>
        <Clock aria-hidden className="size-3.5" />
        <span className="sr-only">Waiting to be sent</span>
      </p>
      {text.waiting && (
        <p role="status" className="px-1.5 text-right text-meta text-warn">
          The server cannot be reached for a moment. Your text is kept here; trying again…
        </p>
      )}
    </article>
  );
}
