"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import type { Profile } from "@/lib/threads/conversation";
import { useInbox } from "./context";

/** Opts somebody out by hand. It asks first: only the member's own START brings them back. */
export function OptOutButton({ member }: { member: Profile }) {
  const { actions } = useInbox();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  async function optOut() {
    setBusy(true);
    const answer = await actions.optOut({ memberId: member.id }).catch(() => null);
    setBusy(false);
    if (!answer?.ok) {
      toast.error(answer?.message ?? "Can't reach the server. Nothing was changed. Try again.");
      return;
    }
    setOpen(false);
    toast(`${member.name} is opted out.`);
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" className="mt-6 w-full">
          Opt out…
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Opt ${member.name} out?`}
        description="They get no more texts, including those already queued. Only they can undo this, by texting START."
      >
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="quiet">Cancel</Button>
          </DialogClose>
          <Button variant="danger" busy={busy} onClick={() => void optOut()}>
            Opt out
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
