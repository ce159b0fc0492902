"use client";

import { Bookmark, PenLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { Slice } from "@/lib/broadcasts/choice";
import type { Counters } from "@/lib/broadcasts/counters";
import { type BroadcastActions, notReached } from "./actions";

type Props = {
  id: number;
  counters: Counters;
  mayWrite: boolean;
  actions: Pick<BroadcastActions, "begin" | "saveSegment">;
};

const options: { value: Slice; label: string }[] = [
  { value: "answered", label: "Answered" },
  { value: "not_answered", label: "Did not answer" },
  { value: "clicked", label: "Tapped" },
  { value: "not_clicked", label: "Did not tap" },
  { value: "delivered", label: "Got it" },
  { value: "failed", label: "Failed" },
];

/** From what they did to the next text: write to a slice, or keep it as a segment. */
export function SliceButtons({ id, mayWrite, actions }: Props) {
  const router = useRouter();
  const [slice, setSlice] = useState<Slice>("not_answered");
  const [busy, setBusy] = useState(false);
  const [naming, setNaming] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!mayWrite) return null;
  const chosen = options.find((one) => one.value === slice)?.label ?? "";

  async function write() {
    setBusy(true);
    const answer = await actions.begin({ of: { broadcastId: id, slice } }).catch(() => null);
    setBusy(false);
    if (answer?.ok) router.push(`/broadcasts/${answer.data}`);
    else toast.error(answer?.message ?? notReached);
  }

  async function keep(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "");
    setBusy(true);
    const answer = await actions.saveSegment({ broadcastId: id, slice, name }).catch(() => null);
    setBusy(false);
    if (!answer?.ok) return setProblem(answer?.message ?? notReached);
    setNaming(false);
    toast.success(`“${name.trim()}” is a segment now.`);
  }

  return (
    <section className="grid gap-3" aria-labelledby="next">
      <h2 id="next" className="font-medium text-[18px]">
        Whom do you want to write to next?
      </h2>
      <div className="flex flex-wrap items-center gap-3">
        <Segmented label="Who" value={slice} onChange={setSlice} options={options} className="max-w-full flex-wrap" />
        <Button busy={busy} onClick={write}>
          {!busy && <PenLine aria-hidden />} Write to them
        </Button>
        <Button
          variant="outline"
          onClick={() => {
            setProblem(null);
            setNaming(true);
          }}
        >
          <Bookmark aria-hidden /> Keep as a segment
        </Button>
      </div>
      <Dialog open={naming} onOpenChange={setNaming}>
        <DialogContent title="What should this segment be called?">
          <form onSubmit={keep} className="grid gap-4">
            <Field label="Name" error={problem}>
              <Input name="name" defaultValue={chosen} maxLength={80} autoComplete="off" />
            </Field>
            <Button type="submit" busy={busy} className="justify-self-end">
              Keep it
            </Button>
          </form>
        </DialogContent>
      </Dialog>
    </section>
  );
}
