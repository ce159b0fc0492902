"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import type { Bubble, ShownMedia } from "@/lib/messages/thread";
import { useInbox } from "./context";

/** A text that was sent here and is not yet known to be written down there. */
export type Pending = { onceKey: string; body: string; media: ShownMedia[]; at: string; waiting: boolean };

/**
 * What was just sent: shown at once, tried again with the same key while the line is broken (so it is one text however
 * often it is tried), given back to the composer where it was refused.
 */
export function useOutbox(
  memberId: number,
  known: Bubble[],
  refresh: () => Promise<void>,
  giveBack: (text: Pending) => void,
) {
  const { actions } = useInbox();
  const [pending, setPending] = useState<Pending[]>([]);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const attempt = useCallback(
    async (text: Pending): Promise<void> => {
      const answer = await actions
        .send({ memberId, body: text.body, onceKey: text.onceKey, media: text.media.map((item) => item.id) })
        .catch(() => ({ ok: false as const, away: true, message: "" }));
      if (answer.ok) {
        await refresh();
        if (alive.current) setPending((all) => all.filter((one) => one.onceKey !== text.onceKey));
      } else if (answer.away) {
        if (alive.current) {
          setPending((all) => all.map((one) => (one.onceKey === text.onceKey ? { ...one, waiting: true } : one)));
        }
        setTimeout(() => void attempt(text), 3000);
      } else {
        if (alive.current) setPending((all) => all.filter((one) => one.onceKey !== text.onceKey));
        giveBack(text);
        toast.error(answer.message);
        void refresh();
      }
    },
    [actions, giveBack, memberId, refresh],
  );

  const send = useCallback(
    (body: string, media: ShownMedia[]) => {
      const text = { onceKey: makeKey(), body, media, at: new Date().toISOString(), waiting: false };
      setPending((all) => [...all, text]);
      void attempt(text);
    },
    [attempt],
  );

  const written = new Set(known.map((message) => message.onceKey));
  return { pending: pending.filter((text) => !written.has(text.onceKey)), send };
}

/** crypto.randomUUID is there on https and localhost only; a phone on the same network has neither. */
function makeKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
