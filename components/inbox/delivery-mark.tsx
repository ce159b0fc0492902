"use client";

import { Check, CheckCheck, CircleAlert, CircleSlash, Clock } from "lucide-react";
import type { ReactNode } from "react";
import type { Bubble } from "@/lib/messages/thread";

const marks: Record<Exclude<Bubble["state"], "received">, { icon: ReactNode; words: string }> = {
  queued: { icon: <Clock className="size-3.5" />, words: "Waiting to be sent" },
  sending: { icon: <Clock className="size-3.5" />, words: "On its way" },
  sent: { icon: <Check className="size-4" />, words: "Sent" },
  delivered: { icon: <CheckCheck className="size-4 text-good" />, words: "Delivered" },
  failed: { icon: <CircleAlert className="size-4 text-bad" />, words: "Not delivered" },
  unconfirmed: { icon: <CircleAlert className="size-4 text-warn" />, words: "Unconfirmed" },
  withheld: { icon: <CircleSlash className="size-4 text-bad" />, words: "Not sent" },
};

/** How far a text came: one tick sent, two delivered. The words are there for those who listen or point. */
export function DeliveryMark({ message }: { message: Bubble }) {
  if (message.state === "received") return null;
  const { icon, words } = marks[message.state];
  return (
    <span title={words} className="inline-flex">
      <span aria-hidden>{icon}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
