"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Labelled } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { showCost } from "@/lib/broadcasts/cost";
import type { ActionResult } from "@/lib/team/action";

type Props = {
  /** Millionths of a dollar. */
  part: number;
  mms: number;
  mayChange: boolean;
  save: (prices: { part: string; mms: string }) => Promise<ActionResult<void>>;
};

const dollars = (micros: number) => (micros / 1e6).toFixed(6).replace(/0{1,2}$/, "");

/** What texts cost: for the line under a broadcast, and for what it cost afterwards. */
export function PricesForm({ part, mms, mayChange, save }: Props) {
  const [fields, setFields] = useState({ part: dollars(part), mms: dollars(mms) });
  const [sentence, setSentence] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const answer = await save(fields).catch(() => null);
    setBusy(false);
    if (answer?.ok) toast.success("Saved. Broadcasts from now on count with these.");
    setSentence(answer?.ok ? null : (answer?.message ?? "Tenfour could not be reached. Please try again."));
  }

  const example = Number(fields.part.replace("$", "")) * 1e6 * 1000;
  return (
    <form onSubmit={submit} noValidate className="grid max-w-md gap-6">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">What does a text cost you?</h1>
        <p className="text-muted">
          As on your carrier’s bill, in dollars, with the carriers’ own fees. A text of up to 160 plain characters is
          one part. Nothing is billed here: it is for telling you before you send.
        </p>
      </header>
      <Labelled
        label="Each part"
        hint={Number.isFinite(example) ? `1,000 people, one part each: ${showCost(example)}` : undefined}
        inputMode="decimal"
        value={fields.part}
        readOnly={!mayChange}
        onChange={(event) => setFields({ ...fields, part: event.target.value })}
      />
      <Labelled
        label="Each MMS"
        hint="A text with a picture, a film, sound or a contact card."
        inputMode="decimal"
        value={fields.mms}
        readOnly={!mayChange}
        error={sentence}
        onChange={(event) => setFields({ ...fields, mms: event.target.value })}
      />
      {mayChange && (
        <Button type="submit" busy={busy} className="justify-self-start">
          Save
        </Button>
      )}
    </form>
  );
}
