"use client";

import { ArrowUp } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useId, useState } from "react";
import { MediaMenu, PickedRow } from "./media-menu";
import type { Picked } from "./samples";
import { talk } from "./talk";

/** What the phone writes, and the pictures it sends along. */
export function PhoneComposer({ phone, name, to }: { phone: string; name: string; to: string | undefined }) {
  const [text, setText] = useState("");
  const [media, setMedia] = useState<Picked[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!to || (text.trim() === "" && media.length === 0)) return;
    setText("");
    setMedia([]);
    setProblem(null);
    await talk("texts", "POST", { from: phone, to, text, ...(media.length > 0 ? { media } : {}) }).catch(
      (error: Error) => {
        setText(text);
        setMedia(media);
        setProblem(error.message);
      },
    );
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) void send(event as never);
  };
  return (
    <form onSubmit={send} className="border-line border-t p-2">
      {problem && (
        <p id={problemId} role="alert" className="px-2 pb-1 text-bad text-meta">
          {problem}
        </p>
      )}
      <PickedRow media={media} onRemove={(index) => setMedia(media.filter((_, at) => at !== index))} />
      <div className="flex items-end gap-1">
        <MediaMenu
          name={name}
          disabled={!to || media.length >= 5}
          onPick={(picked) => setMedia((all) => [...all, picked])}
          onProblem={setProblem}
        />
        <textarea
          aria-label={`Text from ${name}`}
          aria-describedby={problem ? problemId : undefined}
          value={text}
          rows={1}
          maxLength={10_000}
          enterKeyHint="send"
          placeholder="Text message"
          disabled={!to}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          className="field-sizing-content max-h-28 min-h-11 flex-1 resize-none rounded-[22px] border border-muted/60 bg-surface px-4 py-2.5 text-[16px] text-ink leading-[22px] placeholder:text-muted disabled:opacity-60"
        />
        <button
          type="submit"
          aria-label={`Send from ${name}`}
          disabled={!to || (text.trim() === "" && media.length === 0)}
          className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-on-accent disabled:opacity-40"
        >
          <ArrowUp aria-hidden className="size-5" />
        </button>
      </div>
    </form>
  );
}
