import type { ReactNode } from "react";
import type { Counters } from "@/lib/broadcasts/counters";
import { Openings } from "./truth";
import { haveLeft, number, people, whenWords } from "./words";

type Props = { counters: Counters; timeZone: string; children: ReactNode };

/** How far it is: a bar of what became of everyone, in words beside it, with the ways to hold and end it. */
export function Progress({ counters, timeZone, children }: Props) {
  const { state, recipients, waiting, pausedReason, pausedBy } = counters;
  const gone = haveLeft(counters);
  return (
    <section className="grid gap-4" aria-label="Progress">
      {state === "paused" && (
        <p role="status" className="rounded-card bg-warn-soft px-4 py-3 text-warn">
          {pausedReason ?? "You paused this. Nobody else gets it until you let it go on."}
          {pausedBy === "tenfour" && " Tenfour paused it by itself, so that you can have a look."}
          {pausedBy === "carrier" && " Nobody is lost: put it right with the carrier, then let it go on from here."}
        </p>
      )}
      {counters.numberPausedReason && (
        <p role="status" className="rounded-card bg-warn-soft px-4 py-3 text-warn">
          {counters.numberPausedReason}
        </p>
      )}
      {state === "cancelled" && waiting === 0 && (
        <p className="text-muted">It was cancelled: {people(counters.dropped)} did not get it.</p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="tabular text-[18px]" aria-live="polite">
          {state === "preparing" ? (
            "Seeing who should get it…"
          ) : (
            <>
              <strong className="font-medium">{number(gone)}</strong> of {people(recipients)}
              {/* Where the rest waits for its morning, nothing moves at any pace. */}
              {counters.rate && waiting > counters.heldForWindow
                ? ` · ${number(Math.round(counters.rate))} a second`
                : ""}
              {counters.finishesAt && state === "sending" ? ` · done ${whenWords(counters.finishesAt, timeZone)}` : ""}
            </>
          )}
        </p>
        {children}
      </div>
      <Stack counters={counters} />
      {state !== "finished" && state !== "cancelled" && <Openings openings={counters.openings} timeZone={timeZone} />}
    </section>
  );
}

type Piece = { key: string; count: number; words: string; look: string };

function piecesOf(counters: Counters): Piece[] {
  const { waiting, heldForWindow, sending, sent, delivered, failed, unconfirmed, withheld, dropped } = counters;
  const all: Piece[] = [
    { key: "delivered", count: delivered, words: "delivered", look: "bg-good" },
    { key: "sent", count: sent + sending, words: "sent, not confirmed by their phone yet", look: "bg-accent" },
    { key: "unconfirmed", count: unconfirmed, words: "unconfirmed: sent or not, nobody knows yet", look: "bg-warn" },
    { key: "failed", count: failed, words: "failed", look: "bg-bad" },
    { key: "withheld", count: withheld, words: "opted out or changed before their turn", look: "bg-muted" },
    { key: "dropped", count: dropped, words: "not sent", look: "bg-muted/60" },
    { key: "held", count: heldForWindow, words: "waiting for their morning", look: "bg-warn/50" },
    { key: "waiting", count: waiting - heldForWindow, words: "waiting for their turn", look: "bg-line" },
  ];
  return all.filter((piece) => piece.count > 0);
}

function Stack({ counters }: { counters: Counters }) {
  const pieces = piecesOf(counters);
  if (pieces.length === 0) return null;
  return (
    <div className="grid gap-2">
      <div aria-hidden className="flex h-3 overflow-hidden rounded-full bg-line">
        {pieces.map((piece) => (
          <span
            key={piece.key}
            className={piece.look}
            style={{ width: `${(piece.count / counters.recipients) * 100}%` }}
          />
        ))}
      </div>
      <ul className="tabular flex flex-wrap gap-x-5 gap-y-1 text-meta">
        {pieces.map((piece) => (
          <li key={piece.key} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2.5 shrink-0 rounded-full border border-ink/15 ${piece.look}`} />
            {number(piece.count)} {piece.words}
          </li>
        ))}
      </ul>
    </div>
  );
}
