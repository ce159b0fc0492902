"use client";

import { type FormEvent, useState } from "react";
import { Labelled, Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";

/** Each returns what is wrong, or null. */
type Props =
  | { suspend: (reason: string) => Promise<string | null>; restore?: undefined }
  | { suspend?: undefined; restore: () => Promise<string | null> };

/** Confirms that an account is suspended, with a reason, or restored. */
export function SuspendForm({ suspend, restore }: Props) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem(await (suspend ? suspend(reason) : restore()));
    setBusy(false);
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {suspend && (
        <Labelled
          label="Reason (only you see it)"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <Problem sentence={problem} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" variant={suspend ? "danger" : "primary"} busy={busy}>
          {suspend ? "Suspend account" : "Restore account"}
        </Button>
      </div>
    </form>
  );
}
