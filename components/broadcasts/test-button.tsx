"use client";

import { useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import type { Person } from "@/lib/broadcasts/personal";
import { type BroadcastActions, notReached } from "./actions";
import { people } from "./words";

type Props = {
  id: number;
  /** How many are on the team. */
  team: number;
  reader: Person | null;
  flush: () => Promise<boolean>;
  test: BroadcastActions["test"];
};

/** Texts the draft to the team, as one of the audience would read it. */
export function TestButton({ id, team, reader, flush, test }: Props) {
  const [busy, setBusy] = useState(false);
  const onceKey = useRef<string>(undefined);

  async function send() {
    setBusy(true);
    onceKey.current ??= crypto.randomUUID();
    const saved = await flush();
    const answer = saved ? await test({ id, onceKey: onceKey.current, reader }).catch(() => null) : null;
    setBusy(false);
    if (!answer?.ok) return toast.error(answer?.message ?? notReached);
    onceKey.current = undefined;
    toast.success(`On its way to ${team === 1 ? "your own phone" : `${people(answer.data)} of your team`}.`);
  }

  return (
    <Button variant="outline" busy={busy} onClick={send}>
      {team === 1 ? "Text it to myself first" : "Text it to the team first"}
    </Button>
  );
}
