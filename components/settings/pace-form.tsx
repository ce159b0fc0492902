"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Labelled } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { showPhone } from "@/lib/numbers/phone";
import type { ActionResult } from "@/lib/team/action";

type Props = {
  phone: string;
  partsPerSecond: number | null;
  mayChange: boolean;
  save: (pace: { phone: string; partsPerSecond: number | null }) => Promise<ActionResult<void>>;
};

/** How fast one number sends. */
export function PaceForm({ phone, partsPerSecond, mayChange, save }: Props) {
  const [pace, setPace] = useState(partsPerSecond === null ? "" : String(partsPerSecond));
  const [sentence, setSentence] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pace && !/^\d{1,4}$/.test(pace)) return setSentence("The pace is a whole number from 1 to 1000.");
    setBusy(true);
    const answer = await save({ phone, partsPerSecond: pace ? Number(pace) : null }).catch(() => null);
    setBusy(false);
    if (answer?.ok) toast.success("Saved.");
    else setSentence(answer?.message ?? "Tenfour could not be reached. Please try again.");
  }

  return (
    <form onSubmit={submit} noValidate className="flex items-end gap-3">
      <div className="flex-1">
        <Labelled
          label={`${showPhone(phone)}: parts per second`}
          hint="As your carrier allows. Empty: as fast as it takes them."
          inputMode="numeric"
          value={pace}
          readOnly={!mayChange}
          error={sentence}
          onChange={(event) => {
            setSentence(null);
            setPace(event.target.value.trim());
          }}
        />
      </div>
      {mayChange && (
        <Button type="submit" variant="outline" busy={busy}>
          Save pace
        </Button>
      )}
    </form>
  );
}
