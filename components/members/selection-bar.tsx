"use client";

import { type FormEvent, useId, useState } from "react";
import { toast } from "sonner";
import { bulkStarted } from "@/components/bulk/bulk-progress";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { Crowd } from "@/lib/bulk/crowd";
import type { ActionResult } from "@/lib/team/action";

export type TagMany = (input: {
  crowd: Crowd;
  kind: "tag" | "untag";
  name: string;
}) => Promise<ActionResult<{ id: number }>>;

type Props = {
  /** How many are selected; null: still being counted. */
  selected: number | null;
  crowd: Crowd;
  /** How many more could be selected; null: all are. */
  all: number | null;
  onAll: () => void;
  onClear: () => void;
  tags: { id: number; name: string }[];
  tagMany: TagMany;
};

/** What to do with those who are selected. */
export function SelectionBar({ selected, crowd, all, onAll, onClear, tags, tagMany }: Props) {
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const list = useId();
  const whom =
    selected === null ? "all of them" : selected === 1 ? "1 member" : `${selected.toLocaleString("en-US")} members`;
  async function go(kind: "tag" | "untag") {
    setBusy(true);
    const answer = await tagMany({ crowd, kind, name }).catch(() => null);
    setBusy(false);
    if (!answer?.ok) {
      toast.error(answer?.message ?? "The line to the server is broken. Nothing was changed; try again shortly.");
      return;
    }
    window.dispatchEvent(new Event(bulkStarted));
    setName("");
    onClear();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim()) void go("tag");
  }
  return (
    <form
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
      <Input
        value={name}
        onChange={(event) => setName(event.target.value)}
        aria-label="Tag for those selected"
        placeholder="Tag"
        maxLength={40}
        list={list}
        autoComplete="off"
        className="w-40 flex-1 md:max-w-56"
      />
      <datalist id={list}>
        {tags.map((tag) => (
          <option key={tag.id} value={tag.name} />
        ))}
      </datalist>
      <Button type="submit" busy={busy} disabled={!name.trim()} aria-label={`Tag ${whom}`}>
        Tag
      </Button>
      <Button
        variant="outline"
        disabled={busy || !name.trim()}
        aria-label={`Take the tag off ${whom}`}
        onClick={() => void go("untag")}
      >
        Untag
      </Button>
    </form>
  );
}
