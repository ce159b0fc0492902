"use client";

import { Minus, Plus, X } from "lucide-react";
import { type Choice, choiceOf, samePart, treeOf } from "@/lib/broadcasts/choice";
import type { Composing } from "@/lib/broadcasts/composing";
import type { SegmentTree } from "@/lib/segments/tree";
import { AudienceAdd } from "./audience-add";
import { partWords } from "./words";

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
          <AudienceAdd composing={composing} onAdd={add("include")}>
            <Plus aria-hidden /> {choice.include.length === 0 ? "Only some of them" : "Add others"}
          </AudienceAdd>
          <AudienceAdd composing={composing} onAdd={add("exclude")}>
            <Minus aria-hidden /> Leave out
          </AudienceAdd>
        </div>
      )}
    </section>
  );
}
