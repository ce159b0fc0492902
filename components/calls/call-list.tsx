"use client";

import { PhoneIncoming, PhoneMissed, Voicemail } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { fetchJson } from "@/components/inbox/fetch-json";
import { fullTime, shortTime } from "@/components/inbox/times";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { CallPage, CallView } from "@/lib/calls/list";
import { clockOf } from "@/lib/media/words";

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** Who called, when, for how long, and what they left. */
export function CallList({ first, timeZone }: { first: CallPage; timeZone: string }) {
  const [calls, setCalls] = useState(first.calls);
  const [next, setNext] = useState(first.next);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { month, callers, messages } = first.counts;

  async function older() {
    if (!next) return;
    setBusy(true);
    setProblem(null);
    try {
      const page = await fetchJson<CallPage>(`/settings/calls/list?after=${encodeURIComponent(next)}`);
      if (page) {
        setCalls((all) => [...all, ...page.calls]);
        setNext(page.next);
      }
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  }
  return (
    <section aria-labelledby="calls-title" className="grid gap-3">
      <h2 id="calls-title" className="font-semibold text-lg">
        Who called?
      </h2>
      {calls.length === 0 ? (
        <p className="text-muted">Nobody yet. Call your number and hear what they will hear.</p>
      ) : (
        <>
          <p className="tabular text-muted">
            Last 30 days: {plural(month, "call", "calls")} from {plural(callers, "number", "numbers")},{" "}
            {plural(messages, "message", "messages")} left
          </p>
          <ul className="divide-y divide-line border-line border-y">
            {calls.map((call) => (
              <CallRow key={call.id} call={call} timeZone={timeZone} />
            ))}
          </ul>
        </>
      )}
      {next && (
        <Button variant="outline" busy={busy} onClick={() => void older()} className="justify-self-center">
          Older calls
        </Button>
      )}
      <p role="alert" className="text-bad text-meta empty:hidden">
        {problem}
      </p>
    </section>
  );
}

function CallRow({ call, timeZone }: { call: CallView; timeZone: string }) {
  const Icon = call.message
    ? Voicemail
    : call.state === "missed" || call.state === "failed"
      ? PhoneMissed
      : PhoneIncoming;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p dir="auto" className="wrap-anywhere">
          {call.memberId ? (
            <Link href={`/inbox/${call.memberId}`} className="font-medium hover:underline">
              {call.name}
            </Link>
          ) : (
            <span className="font-medium">{call.name}</span>
          )}
        </p>
        <p className="tabular text-meta text-muted">
          <time dateTime={call.at} title={fullTime(call.at, timeZone)} suppressHydrationWarning>
            {shortTime(call.at, timeZone)}
          </time>
          {" · "}
          {inWords(call)}
        </p>
      </div>
      {call.message && <Message message={call.message} name={call.name} />}
    </li>
  );
}

function Message({ message, name }: { message: NonNullable<CallView["message"]>; name: string }) {
  if (message.state === "stored") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said
      <audio
        controls
        preload="none"
        src={`/media/own/${message.id}`}
        aria-label={`Message of ${name}`}
        className="h-11 w-full max-w-72"
      />
    );
  }
  const lost = message.state === "failed";
  return (
    <Badge tone={lost ? "bad" : "warn"}>{lost ? "The message could not be fetched" : "Message on its way…"}</Badge>
  );
}

function inWords({ state, seconds }: CallView): string {
  if (state === "ringing") return "ringing";
  if (state === "answered") return "on the line";
  if (state === "missed") return "hung up before the greeting";
  if (state === "failed") return "the line broke";
  return seconds === null ? "over" : `${clockOf(seconds)} long`;
}
