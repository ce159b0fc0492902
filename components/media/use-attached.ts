"use client";

import { useCallback, useRef, useState } from "react";
import { toast } from "sonner";
import { mostFiles, tooManyFiles } from "@/lib/messages/parts";
import type { MessageMedia } from "@/lib/messages/table";
import type { ShownMedia } from "@/lib/messages/thread";

/** A file that will go along: while it travels `id` is null. */
export type Attached = { key: number; name: string; item: ShownMedia | null; problem: string | null };

export const attachable = "image/*,video/*,audio/*,.vcf,text/vcard,text/x-vcard";

/** A file that the server has made ready: as it is shown, and as it goes along. */
export type Uploaded = ShownMedia & MessageMedia;
type Kept = Omit<Uploaded, "state" | "reason">;

/** Takes a file to the server; throws an Error with a sentence. */
export async function upload(file: Blob, name: string, use: "text" | "greeting" = "text"): Promise<Uploaded> {
  let answer: Response;
  try {
    answer = await fetch(`/media/own?for=${use}&name=${encodeURIComponent(name)}`, { method: "POST", body: file });
  } catch {
    throw new Error("The line to the server is broken. Attach it again in a moment.");
  }
  const told = (await answer.json().catch(() => ({}))) as Partial<Kept> & { message?: string };
  if (!answer.ok || !told.id) throw new Error(told.message ?? "The file could not be kept. Please try again.");
  return { ...(told as Kept), state: "stored", reason: null };
}

/** What the leader has attached to the text being written. */
export function useAttached() {
  const [attached, setAttached] = useState<Attached[]>([]);
  const next = useRef(0);

  const add = useCallback(
    (files: Iterable<File>) => {
      const room = Math.max(0, mostFiles - attached.length);
      const chosen = [...files];
      if (chosen.length > room) toast.error(tooManyFiles);
      for (const file of chosen.slice(0, room)) {
        const key = next.current++;
        const put = (change: Partial<Attached>) =>
          setAttached((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
        setAttached((all) => [...all, { key, name: file.name || "Picture", item: null, problem: null }]);
        upload(file, file.name).then(
          (item) => put({ item }),
          (error: Error) => put({ problem: error.message }),
        );
      }
    },
    [attached.length],
  );
  const remove = useCallback((key: number) => setAttached((all) => all.filter((one) => one.key !== key)), []);
  const clear = useCallback(() => setAttached([]), []);
  const giveBack = useCallback(
    (items: ShownMedia[]) =>
      setAttached((all) =>
        all.length > 0
          ? all
          : items.map((item) => ({ key: next.current++, name: item.name ?? "Picture", item, problem: null })),
      ),
    [],
  );

  const items = attached.flatMap(({ item }) => item ?? []);
  /** Nothing is on its way, and nothing went wrong. */
  const ready = items.length === attached.length;
  /** Something is on its way still. */
  const travelling = attached.some(({ item, problem }) => !item && !problem);
  return { attached, items, ready, travelling, add, remove, clear, giveBack };
}
