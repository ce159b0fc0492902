"use client";

import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { AttachButton, AttachedRow } from "@/components/media/attached-row";
import type { useAttached } from "@/components/media/use-attached";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { longest, measure } from "@/lib/messages/parts";
import type { ShownMedia } from "@/lib/messages/thread";
import { useInbox } from "./context";
import { warnOf } from "./parts-warning";

type Props = {
  name: string;
  /** Why nothing can be written, in a sentence; null: it can. */
  whyNot: string | null;
  draft: string;
  onDraft: (draft: string) => void;
  onSend: (body: string, media: ShownMedia[]) => void;
  files: ReturnType<typeof useAttached>;
};

/** Where the leader writes; it says what the text will cost in parts before it is sent. */
export function Composer({ name, whyNot, draft, onDraft, onSend, files }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, 200)}px`;
  }, [draft]);

  /** Sent while a file is on its way: the text leaves with it, once it is here. */
  const [leaving, setLeaving] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the file's arrival is the moment
  useEffect(() => {
    if (!leaving || files.travelling) return;
    setLeaving(false);
    send();
  }, [leaving, files.travelling]);

  const { focusNext } = useInbox();
  useEffect(() => {
    if (focusNext.current) field.current?.focus();
    focusNext.current = false;
  }, [focusNext]);

  const body = draft.trim();
  const { characters, parts } = measure(body);
  const over = characters - longest;
  const ready = (characters > 0 || files.attached.length > 0) && over <= 0 && (files.ready || files.travelling);

  function send() {
    if (!ready) return;
    if (files.travelling) return setLeaving(true);
    onSend(body, files.items);
    onDraft("");
    files.clear();
    field.current?.focus();
  }

  if (whyNot) return <p className="border-line border-t bg-surface p-4 text-center text-muted">{whyNot}</p>;

  const warning = warnOf(body);
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") return field.current?.blur();
    // On a touch screen Enter is the only way to a new line, and the button is near the thumb.
    const touch = window.matchMedia("(pointer: coarse)").matches;
    if (event.key !== "Enter" || event.shiftKey || touch || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }
  return (
    <form
      className="border-line border-t bg-surface px-3 pt-3 pb-[max(10px,env(safe-area-inset-bottom))] md:px-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <AttachedRow attached={files.attached} onRemove={files.remove} />
      <div className="flex items-end gap-2">
        <AttachButton count={files.attached.length} onFiles={files.add} />
        <textarea
          id="composer"
          ref={field}
          rows={1}
          dir="auto"
          value={draft}
          aria-label={`Write to ${name}`}
          aria-describedby="composer-count"
          aria-invalid={over > 0 || undefined}
          placeholder="Write…"
          enterKeyHint="enter"
          onChange={(event) => {
            setLeaving(false);
            onDraft(event.target.value);
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0) return;
            event.preventDefault();
            files.add(event.clipboardData.files);
          }}
          className="max-h-[200px] min-h-11 min-w-0 flex-1 resize-none rounded-[22px] border border-muted/60 bg-canvas px-4 py-2.5 text-[16px] leading-[22px] placeholder:text-muted aria-invalid:border-bad md:text-base"
        />
        <Button type="submit" size="icon" className="rounded-full" aria-label="Send" busy={leaving} disabled={!ready}>
          {!leaving && <SendHorizontal aria-hidden />}
        </Button>
      </div>
      <div className="flex min-h-5 flex-wrap items-baseline justify-end gap-x-4 px-1 pt-1.5 text-meta">
        {warning && <p className="min-w-0 flex-1 text-warn">{warning}</p>}
        <p id="composer-count" className={cn("tabular ml-auto text-muted", over > 0 && "font-medium text-bad")}>
          {over > 0 && <span>{over.toLocaleString("en-US")} too many · </span>}
          {characters}/{longest} · {files.attached.length > 0 ? "MMS" : parts === 1 ? "1 part" : `${parts} parts`}
        </p>
      </div>
      <p aria-live="polite" className="sr-only">
        {over > 0 ? "The text is longer than 400 characters." : (warning ?? "")}
      </p>
    </form>
  );
}
