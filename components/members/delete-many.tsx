"use client";

import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";

type Props = { /** Null: still being counted. */ selected: number | null; busy: boolean; onDelete: () => void };

/** Deletes those who are selected, after saying how many they are and how long it can be undone. */
export function DeleteMany({ selected, busy, onDelete }: Props) {
  const whom = selected === 1 ? "1 member" : `${(selected ?? 0).toLocaleString("en-US")} members`;
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button
          variant="quiet"
          size="icon"
          disabled={busy || !selected}
          aria-label={`Delete ${whom}`}
          className="text-bad"
        >
          <Trash2 aria-hidden />
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Delete ${whom}?`}
        description="This cannot be undone after 10 minutes. Then nothing of them is left, and their numbers are not texted again."
      >
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose asChild>
            <Button variant="outline">Keep them</Button>
          </DialogClose>
          <DialogClose asChild>
            <Button variant="danger" onClick={onDelete}>
              Delete {whom}
            </Button>
          </DialogClose>
        </div>
      </DialogContent>
    </Dialog>
  );
}
