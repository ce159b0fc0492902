"use client";

import { Minus, Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { type Choice, choiceOf, type Slice, samePart, sliceOf, treeOf } from "@/lib/broadcasts/choice";
import type { Composing } from "@/lib/broadcasts/composing";
import type { SegmentTree } from "@/lib/segments/tree";
import { dayWords, partWords, shortened } from "./words";

type Props = {
  audience: SegmentTree | null;
  composing: Composing;
  mayWrite: boolean;
  onChange: (audience: SegmentTree | null) => void;
};

/** Who should get it, as a sentence that can be changed: everyone, or these, without those. */
export function AudienceLine({ audience, composing, mayWrite, onChange }: Props) {
  const choice = choiceOf(audience);
  const set = (next: Choice) => onChange(treeOf(next));
  const add = (side: keyof Choice) => (tree: SegmentTree) =>
    set({ ...choice, [side]: [...choice[side].filter((one) => !samePart(one, tree)), tree] });
  const drop = (side: keyof Choice, tree: SegmentTree) =>
    set({ ...choice, [side]: choice[side].filter((one) => one !== tree) });
  const chips = (side: keyof Choice) =>
    choice[side].map((tree, at) => (
      <span key={JSON.stringify(tree)} className="inline-flex max-w-full items-center gap-1">
        {at > 0 && <span className="text-muted">or</span>}
        <span className="inline-flex min-h-8 min-w-0 items-center gap-1 rounded-full bg-accent/10 py-1 pr-1 pl-3 text-accent">
          <span className="min-w-0 break-words">{partWords(tree, composing)}</span>
          {mayWrite && (
            <button
              type="button"
              aria-label={`Take out ${partWords(tree, composing)}`}
              className="grid size-7 shrink-0 place-items-center rounded-full hover:bg-accent/15"
              onClick={() => drop(side, tree)}
            >
              <X aria-hidden className="size-3.5" />
            </button>
          )}
        </span>
      </span>
    ));
  return (
    <section className="grid gap-3" aria-labelledby="who">
      <h2 id="who" className="font-medium text-[18px]">
        Who should get this?
      </h2>
      <p className="flex flex-wrap items-center gap-2">
        {choice.include.length === 0 ? (
          <span className="inline-flex min-h-8 items-center rounded-full bg-accent/10 px-3 text-accent">Everyone</span>
        ) : (
          chips("include")
        )}
        {choice.exclude.length > 0 && <span className="text-muted">but not</span>}
        {chips("exclude")}
      </p>
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          <Add composing={composing} onAdd={add("include")}>
            <Plus aria-hidden /> {choice.include.length === 0 ? "Only some of them" : "Add others"}
          </Add>
          <Add composing={composing} onAdd={add("exclude")}>
            <Minus aria-hidden /> Leave out
          </Add>
        </div>
      )}
    </section>
  );
}

type AddProps = { composing: Composing; onAdd: (tree: SegmentTree) => void; children: React.ReactNode };

function Add({ composing, onAdd, children }: AddProps) {
  const [open, setOpen] = useState(false);
  const [slice, setSlice] = useState<Slice>("not_answered");
  const { segments, broadcasts, timeZone } = composing;
  const choose = (tree: SegmentTree) => {
    onAdd(tree);
    setOpen(false);
  };
  const row = "flex min-h-11 w-full items-center rounded-[7px] px-3 text-left hover:bg-ink/8";
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="outline" size="sm" className="h-9">
          {children}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="w-[min(360px,calc(100vw-16px))] p-2" aria-label="Choose who">
        <h3 className="px-3 py-1 font-medium text-meta text-muted">Segments</h3>
        {segments.length === 0 && <p className="px-3 pb-2 text-muted">You have none yet. Build one under Segments.</p>}
        {segments.map((segment) => (
          <button
            key={segment.id}
            type="button"
            className={row}
            onClick={() => choose({ is: "segment", segmentId: segment.id })}
          >
            {segment.name}
          </button>
        ))}
        <h3 className="px-3 pt-2 pb-1 font-medium text-meta text-muted">What they did with a broadcast</h3>
        {broadcasts.length === 0 ? (
          <p className="px-3 pb-2 text-muted">None has gone out yet.</p>
        ) : (
          <>
            <Segmented
              label="What they did"
              value={slice}
              onChange={setSlice}
              className="mx-1 flex-wrap"
              options={[
                { value: "not_answered", label: "No answer" },
                { value: "answered", label: "Answered" },
                { value: "not_clicked", label: "No tap" },
                { value: "clicked", label: "Tapped" },
              ]}
            />
            {broadcasts.slice(0, 12).map((one) => (
              <button key={one.id} type="button" className={row} onClick={() => choose(sliceOf(one.id, slice))}>
                <span className="min-w-0 flex-1 truncate">{shortened(one.words, 60)}</span>
                <span className="ml-2 shrink-0 text-meta text-muted">{dayWords(one.at, timeZone)}</span>
              </button>
            ))}
          </>
        )}
      </PopoverContent>
    </Popover>
  );
}
