"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { OwnedNumber } from "@/lib/carrier/carrier";
import { showPhone } from "@/lib/numbers/phone";
import { away, featuresInWords, kindWords, type NumberActions } from "./kinds";

type Props = { leaderName: string; actions: Pick<NumberActions, "listIdle" | "bringNumber">; changed: () => void };

/** Numbers that the carrier's account has already and nobody here uses: toll-free ones and short codes as well. */
export function BringIn({ leaderName, actions, changed }: Props) {
  const [numbers, setNumbers] = useState<OwnedNumber[] | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);

  async function look() {
    setBusy("look");
    const answer = await actions.listIdle({}).catch(() => null);
    setBusy(null);
    setSentence(answer?.ok ? null : (answer?.message ?? away));
    if (answer?.ok) setNumbers(answer.data);
  }

  async function bring(phone: string) {
    setBusy(phone);
    const answer = await actions.bringNumber({ phone }).catch(() => null);
    setBusy(null);
    if (!answer?.ok) return setSentence(answer?.message ?? away);
    setNumbers((was) => was?.filter((number) => number.phone !== phone) ?? null);
    toast.success(`${showPhone(phone)} is ${leaderName}’s now.`);
    changed();
  }

  return (
    <section aria-labelledby="bring" className="grid gap-4 border-t border-line pt-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="bring" className="text-lg font-semibold">
          Use a number you own already
        </h2>
        <Button variant="outline" busy={busy === "look"} onClick={look}>
          Look in the account
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-2">
        {sentence && <p className="text-bad">{sentence}</p>}
        {numbers === null ? (
          <p className="text-muted">
            Numbers of the carrier’s account that nobody here uses yet. One that is with another company is ported to
            the carrier first; that is done with the carrier.
          </p>
        ) : numbers.length === 0 ? (
          <p className="text-muted">Every number of the account is in use here.</p>
        ) : (
          <ul className="grid gap-2">
            {numbers.map((number) => (
              <li
                key={number.phone}
                className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 rounded-card border border-line bg-surface px-4 py-2"
              >
                <span className="text-lg tabular-nums">{showPhone(number.phone)}</span>
                <span className="min-w-0 flex-1 basis-40 text-meta text-muted">
                  {[kindWords[number.kind], featuresInWords(number.features)].filter(Boolean).join(" · ")}
                </span>
                {number.linked && <Badge>linked</Badge>}
                <Button
                  size="sm"
                  className="h-10"
                  busy={busy === number.phone}
                  disabled={busy !== null}
                  onClick={() => bring(number.phone)}
                >
                  Use it
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
