"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Labelled, Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { type Loss, lastNumber } from "@/lib/numbers/loss";
import { showPhone } from "@/lib/numbers/phone";
import { away, type NumberActions } from "./kinds";

type Props = { phone: string; actions: Pick<NumberActions, "askLoss" | "releaseNumber">; changed: () => void };

/** Releases a number, after saying what is lost with it. */
export function Release({ phone, actions, changed }: Props) {
  const [open, setOpen] = useState(false);
  const [loss, setLoss] = useState<Loss | null>(null);
  const [typed, setTyped] = useState("");
  const [sentence, setSentence] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function turn(next: boolean) {
    setOpen(next);
    if (!next) return;
    setLoss(null);
    setTyped("");
    setSentence(null);
    const answer = await actions.askLoss({ phone }).catch(() => null);
    if (answer?.ok) setLoss(answer.data);
    else setSentence(answer?.message ?? away);
  }

  async function releaseIt() {
    setBusy(true);
    const answer = await actions.releaseNumber({ phone, typed }).catch(() => null);
    setBusy(false);
    if (!answer?.ok) return setSentence(answer?.message ?? away);
    setOpen(false);
    toast.success(`${showPhone(phone)} was released.`);
    changed();
  }

  const asksTyping = loss !== null && !loss.only && loss.queued > 0;
  return (
    <>
      <Button variant="outline" className="text-bad" onClick={() => turn(true)}>
        Release number
      </Button>
      <Dialog open={open} onOpenChange={turn}>
        <DialogContent
          title={`Release ${showPhone(phone)}?`}
          description="The carrier may give it to someone else. You might not get it back."
        >
          <div className="grid gap-4">
            {loss ? <Losses loss={loss} /> : !sentence && <Skeleton className="h-20" />}
            {asksTyping && (
              <Labelled
                label={`Type its last four digits (${phone.slice(-4)})`}
                inputMode="numeric"
                autoComplete="off"
                value={typed}
                onChange={(event) => {
                  setSentence(null);
                  setTyped(event.target.value);
                }}
              />
            )}
            <Problem sentence={sentence} />
            <div className="flex flex-wrap justify-end gap-2">
              <DialogClose asChild>
                <Button variant="outline">Cancel</Button>
              </DialogClose>
              <Button
                variant="danger"
                busy={busy}
                disabled={!loss || loss.only || loss.broadcasts > 0}
                onClick={releaseIt}
              >
                Release number
              </Button>
            </div>
          </div>
        </DialogContent>
      </Dialog>
    </>
  );
}

function Losses({ loss }: { loss: Loss }) {
  const count = (many: number, one: string, more: string) =>
    `${many.toLocaleString("en-US")} ${many === 1 ? one : more}`;
  return (
    <ul className="grid list-disc gap-1.5 pl-5">
      {loss.members > 0 && (
        <li>{count(loss.members, "member texts", "members text")} this number. Their messages won’t reach you.</li>
      )}
      {loss.queued > 0 && <li>{count(loss.queued, "queued message", "queued messages")} won’t be sent.</li>}
      {loss.only && <li className="text-bad">{lastNumber}</li>}
      {loss.broadcasts > 0 && (
        <li className="text-bad">
          {count(loss.broadcasts, "broadcast is", "broadcasts are")} scheduled or sending from it. Cancel first.
        </li>
      )}
      {loss.members === 0 && loss.queued === 0 && !loss.only && loss.broadcasts === 0 && (
        <li>Nobody texts this number, and no messages are queued.</li>
      )}
    </ul>
  );
}
