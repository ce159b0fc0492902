"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { bulkStarted } from "@/components/bulk/bulk-progress";
import { Button } from "@/components/ui/button";
import type { Crowd } from "@/lib/bulk/crowd";
import type { ActionResult } from "@/lib/team/action";
import { DeleteMany } from "./delete-many";
import { TagInput } from "./tag-input";

export type ManyActions = {
  tagMany: (input: { crowd: Crowd; kind: "tag" | "untag"; name: string }) => Promise<ActionResult<unknown>>;
  listMany: (input: { crowd: Crowd; name: string }) => Promise<ActionResult<unknown>>;
  /** Null: this teammate may not. */
  deleteMany: ((input: { crowd: Crowd; typed: number }) => Promise<ActionResult<unknown>>) | null;
};

type Props = {
  /** How many are selected; null: still being counted. */
  selected: number | null;
  crowd: Crowd;
  /** How many more could be selected; null: all are. */
  all: number | null;
  onAll: () => void;
  onClear: () => void;
  tags: { id: number; name: string }[];
  many: ManyActions;
};

/** What floats at the foot of the screen stands above a bar with this ref, by the length `--foot`. */
function useFoot() {
  const bar = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty("--foot", `${bar.current?.offsetHeight ?? 0}px`));
    if (bar.current) observer.observe(bar.current);
    return () => {
      observer.disconnect();
      style.removeProperty("--foot");
    };
  }, []);
  return bar;
}

/** What to do with those who are selected. */
export function SelectionBar({ selected, crowd, all, onAll, onClear, tags, many }: Props) {
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const { deleteMany } = many;
  const whom =
    selected === null ? "all of them" : selected === 1 ? "1 member" : `${selected.toLocaleString("en-US")} members`;
  async function go(deed: () => Promise<ActionResult<unknown>>) {
    setBusy(true);
    const answer = await deed().catch(() => null);
    setBusy(false);
    if (!answer?.ok) {
      toast.error(answer?.message ?? "Can’t reach the server. Nothing was changed. Try again in a moment.");
      return;
    }
    window.dispatchEvent(new Event(bulkStarted));
    setName("");
    onClear();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim()) void go(() => many.tagMany({ crowd, kind: "tag", name }));
  }
  return (
    <form
      ref={useFoot()}
      aria-label="Selected members"
      onSubmit={submit}
      className="flex flex-wrap items-center gap-2 border-line border-t bg-raised p-3 md:px-4"
    >
      <p role="status" className="tabular mr-auto">
        {selected === null ? "All of them selected" : `${selected.toLocaleString("en-US")} selected`}
        {all !== null && (
          <Button variant="quiet" size="sm" className="ml-1 h-9 text-accent" onClick={onAll}>
            Select all {all.toLocaleString("en-US")}
          </Button>
        )}
        <Button variant="quiet" size="sm" className="h-9" onClick={onClear}>
          Clear
        </Button>
      </p>
      <TagInput
        value={name}
        onType={setName}
        known={tags}
        aria-label="Tag or list for those selected"
        placeholder="Tag or list"
        className="w-40 flex-1 md:max-w-56"
      />
      <Button type="submit" busy={busy} disabled={!name.trim()} aria-label={`Tag ${whom}`}>
        Tag
      </Button>
      <Button
        variant="outline"
        disabled={busy || !name.trim()}
        aria-label={`Take the tag off ${whom}`}
        onClick={() => void go(() => many.tagMany({ crowd, kind: "untag", name }))}
      >
        Untag
      </Button>
      <Button
        variant="outline"
        disabled={busy || !name.trim()}
        aria-label={`Add ${whom} to the list`}
        onClick={() => void go(() => many.listMany({ crowd, name }))}
      >
        Add to list
      </Button>
      {deleteMany && (
        <DeleteMany selected={selected} busy={busy} onDelete={(typed) => void go(() => deleteMany({ crowd, typed }))} />
      )}
    </form>
  );
}
