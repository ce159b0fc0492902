"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Cut } from "@/lib/broadcasts/choice";
import { type BroadcastActions, notReached } from "./actions";

export type CutActions = Pick<BroadcastActions, "begin" | "saveSegment">;

/** What can be done with a part of a broadcast's people: write to them, or keep them as a segment. */
export function useCut(id: number, actions: CutActions) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [naming, setNaming] = useState<{ cut: Cut; name: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function write(cut: Cut) {
    setBusy(true);
    const answer = await actions.begin({ of: { broadcastId: id, cut } }).catch(() => null);
    setBusy(false);
    if (answer?.ok) router.push(`/broadcasts/${answer.data}`);
    else toast.error(answer?.message ?? notReached);
  }

  function keep(cut: Cut, name: string) {
    setProblem(null);
    setNaming({ cut, name });
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!naming) return;
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    setBusy(true);
    const answer = await actions.saveSegment({ broadcastId: id, cut: naming.cut, name }).catch(() => null);
    setBusy(false);
    if (!answer?.ok) return setProblem(answer?.message ?? notReached);
    setNaming(null);
    const segment = `/segments/${answer.data}`;
    toast.success(`“${name}” is a segment now.`, {
      action: { label: "Show it", onClick: () => router.push(segment) },
    });
  }

  const dialog = (
    <Dialog open={naming !== null} onOpenChange={(open) => !open && setNaming(null)}>
      <DialogContent title="What should this segment be called?">
        <form onSubmit={submit} className="grid gap-4">
          <Field label="Name" error={problem}>
            <Input name="name" defaultValue={naming?.name ?? ""} maxLength={80} autoComplete="off" />
          </Field>
          <Button type="submit" busy={busy} className="justify-self-end">
            Keep it
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
  return { busy, write, keep, dialog };
}
