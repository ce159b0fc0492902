"use client";

import { Spinner } from "@/components/ui/spinner";
import { showCost, showDuration } from "@/lib/broadcasts/cost";
import type { Plan } from "@/lib/broadcasts/plan";
import type { Review } from "@/lib/broadcasts/review";
import { dayWords, leftOutWords, number, part, people, whenWords } from "./words";

type Props = {
  review: Review | null;
  /** It is being looked at anew: what stands there may be about to change. */
  looking: boolean;
  trouble: string | null;
  plan: Plan;
  media: boolean;
  timeZone: string;
};

/** The one line that always tells the truth, and under it who is left out and when the others get it. */
export function Truth({ review, looking, trouble, plan, media, timeZone }: Props) {
  return (
    <section className="grid gap-3" aria-label="What will happen">
      <p id="truth" aria-live="polite" aria-busy={looking} className="tabular flex items-start gap-2 font-medium">
        {looking && <Spinner className="mt-1 shrink-0" />}
        <span>{review ? line(review, plan, media, timeZone) : (trouble ?? "Seeing who would get this…")}</span>
      </p>
      {review && trouble && <p className="text-bad text-meta">{trouble}</p>}
      {review?.problems.map((problem) => (
        <p key={problem} role="alert" className="rounded-card bg-bad-soft px-3 py-2 text-bad">
          {problem}
        </p>
      ))}
      {review?.warnings.map((warning) => (
        <p key={warning} className="rounded-card bg-warn-soft px-3 py-2 text-warn">
          {warning}
        </p>
      ))}
      {review && <Openings openings={review.openings} timeZone={timeZone} />}
      {review && <LeftOut review={review} />}
    </section>
  );
}

function line(review: Review, plan: Plan, media: boolean, timeZone: string): string {
  const { recipients, partsEach, cost, seconds, openings, atOnce } = review;
  const later = recipients - (plan.kind === "local" ? recipients : atOnce);
  const next = openings.find((one) => later > 0 && Date.parse(one.at) > Date.now() + 60_000);
  return [
    people(recipients),
    media ? "1 MMS each" : `${part(partsEach)} each`,
    showCost(cost),
    seconds !== null && showDuration(seconds),
    next && `${number(later)} ${later === 1 ? "gets" : "get"} it ${laterWords(next.at, timeZone)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function laterWords(at: string, timeZone: string): string {
  const day = dayWords(at, timeZone);
  return day === "today" ? "later today" : day === "tomorrow" ? "tomorrow morning" : `from ${day} on`;
}

/** How the windows of the audience open, as a bar: each piece as wide as the share of them. */
export function Openings({ openings, timeZone }: { openings: Review["openings"]; timeZone: string }) {
  const all = openings.reduce((sum, one) => sum + one.members, 0);
  const now = Date.now() + 60_000;
  if (all === 0 || (openings.length === 1 && Date.parse(openings[0]?.at ?? "") <= now)) return null;
  const shown = openings.slice(0, 6);
  const rest = openings.slice(6);
  const pieces = shown.map((one) => ({
    words: Date.parse(one.at) <= now ? "at once" : whenWords(one.at, timeZone),
    members: one.members,
  }));
  if (rest.length > 0) pieces.push({ words: "later", members: rest.reduce((sum, one) => sum + one.members, 0) });
  return (
    <figure className="grid gap-2">
      <figcaption className="text-meta text-muted">
        Nobody is texted at night: they get it when their hours open, your time.
      </figcaption>
      <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-full">
        {pieces.map((piece, at) => (
          <span
            key={piece.words}
            className="min-w-1 bg-accent"
            style={{ flexGrow: piece.members, opacity: 1 - (at / (pieces.length + 1)) * 0.8 }}
          />
        ))}
      </div>
      <ul className="tabular grid gap-x-6 gap-y-1 text-meta sm:grid-cols-2">
        {pieces.map((piece) => (
          <li key={piece.words} className="flex justify-between gap-3">
            <span>{piece.words}</span>
            <span className="text-muted">{number(piece.members)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function LeftOut({ review }: { review: Review }) {
  const reasons = Object.entries(review.leftOut) as [keyof Review["leftOut"], number][];
  const all = reasons.reduce((sum, [, members]) => sum + members, review.dropped);
  if (all === 0) return null;
  return (
    <details>
      <summary className="min-h-8 text-muted">{people(all)} will not get this. Why?</summary>
      <ul className="tabular mt-1 grid gap-1 pl-4 text-meta">
        {reasons.map(([reason, members]) => (
          <li key={reason}>
            {number(members)} {leftOutWords[reason]}
          </li>
        ))}
        {review.dropped > 0 && <li>{number(review.dropped)} could only get it after the time you set</li>}
      </ul>
    </details>
  );
}
