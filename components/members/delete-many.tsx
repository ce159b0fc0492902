"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  /** Null: still being counted. */ selected: number | null;
  busy: boolean;
  onDelete: (typed: number) => void;
};

/** Deletes the selected members, once their number has been typed. */
export function DeleteMany({ selected, busy, onDelete }: Props) {
  const [typed, setTyped] = useState("");
  const count = (selected ?? 0).toLocaleString("en-US");
  const members = selected === 1 ? "1 member" : `${count} members`;
  const matches = selected !== null && Number(typed.replace(/[,\s]/g, "") || Number.NaN) === selected;
  return (
    <Dialog onOpenChange={() => setTyped("")}>
      <DialogTrigger asChild>
        <Button
          variant="quiet"
          size="icon"
          disabled={busy || !selected}
          aria-label={`Delete ${members}`}
          className="text-bad"
        >
          <Trash2 aria-hidden />
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Delete ${members}?`}
        description="You can undo this for 24 hours. After that their data is erased, and their numbers won’t be texted again."
      >
        {/* Not a form: the selection bar around this dialog is one, and React bubbles events through portals. */}
        <Field label={`Type ${count} to confirm`}>
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <DialogClose asChild>
            <Button variant="outline">Cancel</Button>
          </DialogClose>
          <DialogClose asChild>
            <Button variant="danger" disabled={!matches} onClick={() => selected !== null && onDelete(selected)}>
              Delete {members}
            </Button>
          </DialogClose>
        </div>
      </DialogContent>
    </Dialog>
  );
}
