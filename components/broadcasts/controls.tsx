"use client";

import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import type { Counters } from "@/lib/broadcasts/counters";
import { type BroadcastActions, notReached } from "./actions";
import { people } from "./words";

type Props = { id: number; counters: Counters; actions: Pick<BroadcastActions, "pause" | "resume" | "cancel"> };

/** Hold, go on, and end. */
export function Controls({ id, counters, actions }: Props) {
  const [busy, setBusy] = useState<string | null>(null);
  const paused = counters.state === "paused";

  async function act(what: "pause" | "resume" | "cancel") {
    setBusy(what);
    const answer = await actions[what]({ id }).catch(() => null);
    setBusy(null);
    if (!answer?.ok) toast.error(answer?.message ?? notReached);
  }

  return (
    <div className="flex gap-2">
      {paused ? (
        <Button busy={busy === "resume"} onClick={() => act("resume")}>
          {busy !== "resume" && <Play aria-hidden />} Resume
        </Button>
      ) : (
        <Button variant="outline" busy={busy === "pause"} onClick={() => act("pause")}>
          {busy !== "pause" && <Pause aria-hidden />} Pause
        </Button>
      )}
      <Dialog>
        <DialogTrigger asChild>
          <Button variant="quiet" busy={busy === "cancel"}>
            Cancel
          </Button>
        </DialogTrigger>
        <DialogContent
          title={`Cancel it for the ${people(counters.waiting)} who wait?`}
          description="They will not get it, and it cannot go on afterwards. Whoever got it keeps it."
        >
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose asChild>
              <Button variant="quiet">Let it go on</Button>
            </DialogClose>
            <DialogClose asChild>
              <Button variant="danger" onClick={() => act("cancel")}>
                Cancel the rest
              </Button>
            </DialogClose>
          </div>
        </DialogContent>
      </Dialog>
    </div>
  );
}
