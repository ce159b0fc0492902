"use client";

import { type KeyboardEvent, type ReactNode, useState } from "react";
import { stepThrough } from "@/components/inbox/use-keys";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { type Slice, sliceOf } from "@/lib/broadcasts/choice";
import type { Composing } from "@/lib/broadcasts/composing";
import type { SegmentTree } from "@/lib/segments/tree";
import { dayWords, shortened } from "./words";

type Props = { composing: Composing; onAdd: (tree: SegmentTree) => void; children: ReactNode };

/** So many can be looked over; among more of them one searches. */
const few = 10;

/** Adds a segment, or those who did something with a broadcast. */
export function AudienceAdd({ composing, onAdd, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="outline" size="sm" className="h-9">
          {children}
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="start"
        className="w-[min(380px,calc(100vw-16px))] p-2"
        aria-label="Choose who"
        onKeyDown={hear}
      >
        <Choices
          composing={composing}
          onChoose={(tree) => {
            onAdd(tree);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

function Choices({ composing, onChoose }: { composing: Composing; onChoose: (tree: SegmentTree) => void }) {
  const [slice, setSlice] = useState<Slice>("not_answered");
  const [sought, setSought] = useState("");
  const { segments, broadcasts, timeZone } = composing;
  const many = segments.length + broadcasts.length > few;
  const found = (words: string) => words.toLowerCase().includes(sought.trim().toLowerCase());
  const shownSegments = segments.filter((one) => found(one.name));
  const shownBroadcasts = broadcasts.filter((one) => found(one.words));
  return (
    <>
      {many && (
        <Input
          type="search"
          aria-label="Find a segment or a broadcast"
          placeholder="Find a segment or a broadcast"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          className="mb-2 h-10"
        />
      )}
      <h3 className="px-3 py-1 font-medium text-meta text-muted">Segments</h3>
      {segments.length === 0 && <p className="px-3 pb-2 text-muted">You have none yet. Build one under Segments.</p>}
      {segments.length > 0 && shownSegments.length === 0 && <p className="px-3 pb-2 text-muted">None is called so.</p>}
      {shownSegments.map((segment) => (
        <Row key={segment.id} choose={() => onChoose({ is: "segment", segmentId: segment.id })}>
          <span className="min-w-0 truncate">{segment.name}</span>
        </Row>
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
            className="mx-1 mb-1 flex-wrap"
            options={[
              { value: "not_answered", label: "No answer" },
              { value: "answered", label: "Answered" },
              { value: "not_clicked", label: "No tap" },
              { value: "clicked", label: "Tapped" },
            ]}
          />
          {shownBroadcasts.length === 0 && <p className="px-3 pb-2 text-muted">None says so.</p>}
          {shownBroadcasts.map((one) => (
            <Row key={one.id} choose={() => onChoose(sliceOf(one.id, slice))}>
              <span className="min-w-0 flex-1 truncate">{shortened(one.words, 60)}</span>
              <span className="ml-2 shrink-0 text-meta text-muted">{dayWords(one.at, timeZone)}</span>
            </Row>
          ))}
        </>
      )}
    </>
  );
}

function Row({ choose, children }: { choose: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      data-choice
      className="flex min-h-11 w-full items-center rounded-[7px] px-3 text-left hover:bg-ink/8"
      onClick={choose}
    >
      {children}
    </button>
  );
}

/** Up and down go from one choice to the next. */
function hear(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
  if (!step || event.defaultPrevented) return;
  event.preventDefault();
  stepThrough(event.currentTarget, "button[data-choice]", step);
}
