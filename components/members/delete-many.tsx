"use client";

import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmCount } from "@/components/ui/confirm-count";

type Props = {
  /** Null: still being counted. */ selected: number | null;
  busy: boolean;
  onDelete: (typed: number) => void;
};

/** Deletes the selected members, once their number has been typed. */
export function DeleteMany({ selected, busy, onDelete }: Props) {
  const members = selected === 1 ? "1 member" : `${(selected ?? 0).toLocaleString("en-US")} members`;
  return (
    <ConfirmCount
      title={`Delete ${members}?`}
      description="You can undo this for 24 hours. After that their data is erased, and their numbers won’t be texted again."
      count={selected}
      confirm={`Delete ${members}`}
      onConfirm={onDelete}
    >
      <Button
        variant="quiet"
        size="icon"
        disabled={busy || !selected}
        aria-label={`Delete ${members}`}
        className="text-bad"
      >
        <Trash2 aria-hidden />
      </Button>
    </ConfirmCount>
  );
}
