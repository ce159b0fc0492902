"use client";

import { Bookmark, PenLine } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import type { Slice } from "@/lib/broadcasts/choice";
import { type CutActions, useCut } from "./use-cut";

type Props = {
  id: number;
  mayWrite: boolean;
  actions: CutActions;
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
  const [slice, setSlice] = useState<Slice>("not_answered");
  const { busy, write, keep, dialog } = useCut(id, actions);
  if (!mayWrite) return null;
  const chosen = options.find((one) => one.value === slice)?.label ?? "";

  return (
    <section className="grid gap-3" aria-labelledby="next">
      <h2 id="next" className="font-medium text-[18px]">
        Whom do you want to write to next?
      </h2>
      <div className="flex flex-wrap items-center gap-3">
        <Segmented label="Who" value={slice} onChange={setSlice} options={options} className="max-w-full flex-wrap" />
        <Button busy={busy} onClick={() => write({ by: "slice", slice })}>
          {!busy && <PenLine aria-hidden />} Write to them
        </Button>
        <Button variant="outline" onClick={() => keep({ by: "slice", slice }, chosen)}>
          <Bookmark aria-hidden /> Keep as a segment
        </Button>
      </div>
      {dialog}
    </section>
  );
}
