"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { showAbout } from "@/lib/broadcasts/cost";
import type { Plan } from "@/lib/broadcasts/plan";
import type { Review } from "@/lib/broadcasts/review";
import { people, whenWords } from "./words";

type Props = {
  review: Review | null;
  plan: Plan;
  timeZone: string;
  /** Something is being looked at or taken in: what is pressed now happens in a moment. */
  waiting: boolean;
  /** Something must be decided first. */
  blocked: boolean;
  /** Sends it; the sentence where it could not be. */
  onSend: () => Promise<string | null>;
};

/** Says what will happen, asks once, and does it once. */
export function SendButton({ review, plan, timeZone, waiting, blocked, onSend }: Props) {
  const [asking, setAsking] = useState(false);
  const [pressed, setPressed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const ready = review !== null && review.problems.length === 0;
  const words = review ? people(review.recipients) : "them";
  const action =
    plan.kind === "now"
      ? `Text ${words}`
      : plan.kind === "at"
        ? `Text ${words} ${whenWords(plan.at, timeZone)}`
        : `Text ${words} at ${clock(plan.time)} on ${dayOf(plan.day)}`;

  // Who presses at once after the last word is asked when it was looked at: a button that is off for that moment would
  // be passed over by the keyboard.
  useEffect(() => {
    if (!pressed || waiting) return;
    setPressed(false);
    if (ready && !blocked) setAsking(true);
  }, [pressed, waiting, ready, blocked]);

  async function send() {
    setBusy(true);
    const sentence = await onSend();
    // Sent: the page becomes its report, and the button stays busy until then.
    if (sentence === null) return;
    setBusy(false);
    setRefused(sentence);
  }

  return (
    <>
      <Button
        disabled={!ready || blocked}
        aria-busy={pressed || undefined}
        className="h-auto min-h-11 whitespace-normal py-2"
        onClick={() => {
          setRefused(null);
          setPressed(true);
        }}
      >
        {pressed && <Spinner />}
        {action}
      </Button>
      <Dialog open={asking} onOpenChange={(open) => !busy && setAsking(open)}>
        <DialogContent
          title={`${action}?`}
          description={
            review
              ? `It will cost ${showAbout(review.cost)}. You can pause or cancel it while it is on its way; what has left cannot be taken back.`
              : ""
          }
        >
          {refused && (
            <p role="alert" className="mb-3 text-bad">
              {refused}
            </p>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose asChild>
              <Button variant="quiet" disabled={busy}>
                Not yet
              </Button>
            </DialogClose>
            <Button busy={busy} onClick={send}>
              {plan.kind === "now" ? `Yes, text ${words}` : "Yes, schedule it"}
            </Button>
          </div>
        </DialogContent>
      </Dialog>
    </>
  );
}

const clock = (time: string) =>
  new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(
    new Date(`2026-01-01T${time}:00Z`),
  );
/** "Tue, Nov 24", with the year where it is not this one. */
const dayOf = (day: string) =>
  new Intl.DateTimeFormat("en-US", {
    weekday: "short",
    month: "short",
    day: "numeric",
    ...(day.startsWith(String(new Date().getFullYear())) ? {} : { year: "numeric" }),
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));
