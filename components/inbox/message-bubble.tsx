"use client";

import { Megaphone, Voicemail } from "lucide-react";
import { memo } from "react";
import { Attachments } from "@/components/media/attachments";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { Bubble } from "@/lib/messages/thread";
import { useInbox } from "./context";
import { DeliveryMark } from "./delivery-mark";
import { MessageBody } from "./message-body";
import { MessageTrouble } from "./message-trouble";
import { fullTime, timeOfDay } from "./times";

const automatic: Partial<Record<Bubble["kind"], string>> = {
  first_answer: "First answer",
  stop_answer: "Stop answer",
  start_answer: "Start answer",
  help_answer: "Help answer",
  welcome: "Welcome",
  call_answer: "After their call",
};

type Props = {
  memberId: number;
  name: string;
  message: Bubble;
  /** Stands close under the one before it, which is of the same side. */
  close: boolean;
  /** Came in while one was looking: it shows where it came from. */
  fresh: boolean;
};

/** One text: the fan's left in grey, the leader's right in the accent, automatic ones outlined and named. */
export const MessageBubble = memo(function MessageBubble({ memberId, name, message, close, fresh }: Props) {
  const { timeZone } = useInbox();
  const broadcast = message.kind === "broadcast";
  const label = message.outbound && message.kind !== "broadcast" ? automatic[message.kind] : undefined;
  const stopped = message.state === "failed" || message.state === "withheld";
  return (
    <article
      aria-label={`${message.outbound ? (label ?? (broadcast ? "Broadcast" : "You")) : name}, ${fullTime(message.at, timeZone)}`}
      className={cn("group flex flex-col", close ? "mt-1" : "mt-3", message.outbound ? "items-end" : "items-start")}
    >
      {message.kind === "voicemail" && (
        <Badge className="mb-1">
          <Voicemail aria-hidden /> Voicemail
        </Badge>
      )}
      <Attachments items={message.media} from={message.outbound ? "you" : name} />
      <div
        dir="auto"
        hidden={message.body === "" && (message.media.length > 0 || message.kind === "voicemail")}
        className={cn(
          message.media.length > 0 && "mt-1",
          "wrap-anywhere max-w-[85%] whitespace-pre-wrap rounded-bubble px-3.5 py-2 md:max-w-[75%]",
          fresh && "animate-arrive",
          !message.outbound && "bg-fan text-on-fan",
          message.outbound && !label && "bg-accent text-on-accent",
          message.outbound && label && "border border-muted/60 bg-surface text-ink",
          stopped && !label && "border border-bad/60 bg-bad-soft text-ink",
        )}
      >
        <MessageBody body={message.body} />
      </div>
      <p className="flex items-center gap-1.5 px-1.5 pt-0.5 text-meta text-muted">
        {label && <span>{label} ·</span>}
        {message.audience && (
          <span className="inline-flex items-center gap-1 tabular">
            <Megaphone aria-hidden className="size-3.5" /> {audienceWords(message.audience)} ·
          </span>
        )}
        {message.outbound && message.parts > 1 && <span className="tabular">{message.parts} parts ·</span>}
        <time dateTime={message.at} title={fullTime(message.at, timeZone)} suppressHydrationWarning className="tabular">
          {timeOfDay(message.at, timeZone)}
        </time>
        {message.outbound && <DeliveryMark message={message} />}
      </p>
      {message.outbound && <MessageTrouble memberId={memberId} message={message} />}
    </article>
  );
});

/** "Broadcast to everyone", "Broadcast to 12,480 people, 8%". */
function audienceWords({ recipients, reachable }: NonNullable<Bubble["audience"]>): string {
  if (recipients >= reachable) return "Broadcast to everyone";
  const share = Math.round((recipients / reachable) * 100);
  const people = recipients === 1 ? "1 person" : `${recipients.toLocaleString("en-US")} people`;
  return `Broadcast to ${people}, ${share < 1 ? "under 1" : share}%`;
}
