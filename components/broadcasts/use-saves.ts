"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { fetchJson } from "@/components/inbox/fetch-json";
import { useLiveBroadcasts } from "@/components/live/use-live";
import type { Draft, DraftContent } from "@/lib/broadcasts/draft";
import type { BroadcastMedia, BroadcastState } from "@/lib/broadcasts/table";
import type { BroadcastActions } from "./actions";

/** A draft as it stands on the screen. */
export type Content = Omit<DraftContent, "media"> & { media: BroadcastMedia[] };
export type SaveState =
  | { kind: "saved" | "unsaved" | "saving" }
  | { kind: "trouble"; message: string }
  /** Somebody saved in between; both are kept until one is chosen. */
  | { kind: "conflict"; theirs: Draft };

/** Milliseconds of quiet before a draft is saved. */
const quiet = 600;

export const contentOf = ({ body, audience, plan, media }: Draft): Content => ({ body, audience, plan, media });
export const toSave = (content: Content): DraftContent => ({ ...content, media: content.media.map((file) => file.id) });

/**
 * A draft that saves itself over the revision it was made from. What another window saves is taken over at once where
 * nothing is unsaved here (`onTheirs`); else both are kept and the person chooses. `onSent`: it is no draft any more.
 */
export function useSaves(
  first: Draft,
  save: BroadcastActions["save"],
  { onTheirs, onSent }: { onTheirs: (theirs: Draft) => void; onSent: () => void },
) {
  const [content, setContent] = useState(() => contentOf(first));
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const latest = useRef({ content, revision: first.revision, dirty: false, conflict: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef<Promise<boolean> | null>(null);

  const stopAt = useCallback((theirs: Draft) => {
    latest.current.conflict = true;
    setState({ kind: "conflict", theirs });
  }, []);

  /** One save of what stands there now; false: no use in going on. */
  const saveOnce = useCallback(async (): Promise<boolean> => {
    const now = latest.current;
    const sent = now.content;
    setState({ kind: "saving" });
    const answer = await save({ id: first.id, revision: now.revision, content: toSave(sent) }).catch(() => null);
    if (!answer?.ok) {
      setState({ kind: "trouble", message: answer?.message ?? "Not saved yet: the line to the server is broken." });
      return false;
    }
    const saved = answer.data;
    if (saved.kind === "conflict") stopAt(saved.theirs);
    else if (saved.kind !== "saved") onSent();
    if (saved.kind !== "saved") return false;
    now.revision = saved.revision;
    now.dirty = now.content !== sent;
    if (!now.dirty) setState({ kind: "saved" });
    return true;
  }, [first.id, save, onSent, stopAt]);

  /** Saves all that is unsaved, also what is written while it is under way; true when nothing is left. */
  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    const all = async () => {
      while (latest.current.dirty && !latest.current.conflict) {
        if (await saveOnce()) continue;
        if (!latest.current.conflict) timer.current = setTimeout(() => void flush(), 4_000);
        return false;
      }
      return !latest.current.dirty;
    };
    saving.current ??= all().finally(() => {
      saving.current = null;
    });
    return saving.current;
  }, [saveOnce]);

  const change = useCallback(
    (part: Partial<Content> | ((now: Content) => Partial<Content>)) => {
      const now = latest.current;
      now.content = { ...now.content, ...(typeof part === "function" ? part(now.content) : part) };
      now.dirty = true;
      setContent(now.content);
      if (now.conflict) return;
      setState({ kind: "unsaved" });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), quiet);
    },
    [flush],
  );

  /** Ends a conflict: theirs is taken over, or ours is saved over it. */
  const choose = useCallback(
    (which: "mine" | "theirs", theirs: Draft) => {
      const now = latest.current;
      now.revision = theirs.revision;
      now.conflict = false;
      if (which === "theirs") {
        now.content = contentOf(theirs);
        now.dirty = false;
        setContent(now.content);
        setState({ kind: "saved" });
        return;
      }
      setState({ kind: "unsaved" });
      void flush();
    },
    [flush],
  );

  useLiveBroadcasts(async (id) => {
    if (id !== null && id !== first.id) return;
    if (saving.current) await saving.current;
    const found = await fetchJson<{ state: BroadcastState; draft: Draft | null }>(
      `/broadcasts/${first.id}/draft`,
    ).catch(() => undefined);
    if (found === undefined) return;
    // What was found may be this window's own next save, on its way since: nobody is in conflict with themselves.
    if (saving.current) await saving.current;
    if (!found?.draft) return onSent();
    const now = latest.current;
    if (found.draft.revision <= now.revision) return;
    if (now.dirty) return stopAt(found.draft);
    now.revision = found.draft.revision;
    now.content = contentOf(found.draft);
    setContent(now.content);
    onTheirs(found.draft);
  });

  useEffect(() => {
    // Whoever leaves within the quiet moment must not lose their last words.
    const last = () => void (latest.current.dirty && flush());
    window.addEventListener("pagehide", last);
    return () => {
      window.removeEventListener("pagehide", last);
      last();
      clearTimeout(timer.current);
    };
  }, [flush]);

  const revision = useCallback(() => latest.current.revision, []);
  return { content, state, change, flush, choose, revision };
}
