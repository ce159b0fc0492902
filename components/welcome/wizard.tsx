"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { OfferedNumber } from "@/lib/carrier/carrier";
import { forgetDraft, handleOf, type Problem, useDraft, wordsOf } from "./draft";
import { NumberStep } from "./number-step";
import { PictureStep } from "./picture-step";
import { ReviewStep } from "./review-step";
import { steps } from "./steps";
import { WhoStep } from "./who-step";
import { WordsStep } from "./words-step";
import { ZoneStep } from "./zone-step";

export type Kept = { file: string; look: string } | { message: string };
export type Offer = { numbers: OfferedNumber[] } | { sentence: string };
export type NewLeader = {
  name: string;
  handle: string;
  mobile: string;
  timeZone: string;
  number: string;
  firstAnswer: string;
  picture: string | null;
};
/** What the server does for the wizard. */
export type Actions = {
  offer: (wish: { areaCode?: string; contains?: string; page: number }) => Promise<Offer>;
  finish: (leader: NewLeader) => Promise<{ mobile: string } | Problem>;
};

/** The welcome: six short questions, one at a time, and nothing is made before the last. */
export function Wizard({ actions, publicUrl }: { actions: Actions; publicUrl: string }) {
  const { draft, at, ready, setAt, change } = useDraft();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const step = steps[at] ?? steps[0]!;
  const last = at === steps.length - 1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step takes the focus, a keystroke must not
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[data-first], input:not([type=hidden]), textarea")?.focus();
  }, [at, ready]);

  // What is wrong takes the focus: a screen reader reads its sentence, a keyboard mends it.
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem]);

  function go(to: number) {
    setProblem(null);
    setAt(to);
  }

  function edit(changed: Parameters<typeof change>[0]) {
    setProblem(null);
    change(changed);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const wrong = step.check(draft);
    if (wrong) return setProblem(wrong);
    if (!last) return go(at + 1);
    setBusy(true);
    const { name, mobile, timeZone, number, picture } = draft;
    const leader = { name, mobile, timeZone, number, handle: handleOf(draft), firstAnswer: wordsOf(draft) };
    const answer = await actions.finish({ ...leader, picture: picture?.file ?? null }).catch(() => null);
    if (answer && "mobile" in answer) {
      forgetDraft();
      return window.location.assign(`/sign-in?mobile=${encodeURIComponent(answer.mobile)}`);
    }
    setBusy(false);
    setProblem(answer ?? { field: "", sentence: "Tenfour could not be reached. What you typed is kept; try again." });
    const home = answer ? steps.findIndex((one) => one.fields.includes(answer.field)) : -1;
    if (home >= 0) setAt(home);
  }

  if (!ready) return <div className="h-96" aria-busy="true" />;
  const shared = { draft, change: edit, problem };
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-6 *:min-w-0">
      <header className="grid gap-2">
        <p className="text-meta text-muted tabular-nums">
          Step {at + 1} of {steps.length}
        </p>
        <div className="grid grid-flow-col gap-1" aria-hidden="true">
          {steps.map((one, index) => (
            <span key={one.key} className={`h-1 rounded-full ${index <= at ? "bg-accent" : "bg-line"}`} />
          ))}
        </div>
        <h1 className="mt-2 text-2xl leading-tight font-semibold">{step.title}</h1>
        <p className="text-muted">{step.why}</p>
      </header>
      {step.key === "who" && <WhoStep {...shared} publicUrl={publicUrl} />}
      {step.key === "zone" && <ZoneStep {...shared} />}
      {step.key === "number" && <NumberStep {...shared} offer={actions.offer} />}
      {step.key === "words" && <WordsStep {...shared} publicUrl={publicUrl} />}
      {step.key === "picture" && <PictureStep {...shared} />}
      {step.key === "review" && <ReviewStep {...shared} publicUrl={publicUrl} go={go} />}
      <footer className="flex flex-row-reverse justify-between gap-3">
        <Button type="submit" busy={busy} data-first={last ? "" : undefined}>
          {last ? (busy ? "Making it…" : "Make it so") : step.key === "picture" && !draft.picture ? "Skip" : "Continue"}
        </Button>
        {at > 0 && (
          <Button variant="quiet" disabled={busy} onClick={() => go(at - 1)}>
            Back
          </Button>
        )}
      </footer>
    </form>
  );
}
