"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "./dialog";
import { Field } from "./field";
import { Input } from "./input";

type Props = {
  /** The button that opens the dialog. */
  children: ReactNode;
  title: string;
  description: string;
  /** How many people it is about; null while they are counted. */
  count: number | null;
  /** The button that does it, as verb and object. */
  confirm: string;
  onConfirm: (typed: number) => void;
};

/** Asks to type the number of people before something that takes many away. The server checks what was typed. */
export function ConfirmCount({ children, title, description, count, confirm, onConfirm }: Props) {
  const [typed, setTyped] = useState("");
  const matches = count !== null && Number(typed.replace(/[,\s]/g, "") || Number.NaN) === count;
  return (
    <Dialog onOpenChange={() => setTyped("")}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent title={title} description={description}>
        {/* Not a form: the dialog may stand in one, and React bubbles events through portals. */}
        <Field label={`Type ${(count ?? 0).toLocaleString("en-US")} to confirm`}>
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
            <Button variant="danger" disabled={!matches} onClick={() => count !== null && onConfirm(count)}>
              {confirm}
            </Button>
          </DialogClose>
        </div>
      </DialogContent>
    </Dialog>
  );
}
