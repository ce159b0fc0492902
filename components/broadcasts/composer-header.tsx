"use client";

import { ArrowLeft, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { showPhone } from "@/lib/numbers/phone";
import { type BroadcastActions, notReached } from "./actions";
import type { SaveState } from "./use-saves";

type Props = {
  id: number;
  number: string;
  state: SaveState;
  mayWrite: boolean;
  discard: BroadcastActions["discard"];
  restore: BroadcastActions["restore"];
};

/** Back to the list, from which number, whether all is saved, and the bin. */
export function ComposerHeader({ id, number, state, mayWrite, discard, restore }: Props) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function throwAway() {
    setBusy(true);
    const answer = await discard({ id }).catch(() => null);
    if (!answer?.ok) {
      setBusy(false);
      return toast.error(answer?.message ?? notReached);
    }
    const content = answer.data;
    router.push("/broadcasts");
    toast("The draft is thrown away.", {
      duration: 10_000,
      action: {
        label: "Undo",
        onClick: async () => {
          const back = await restore(content).catch(() => null);
          if (back?.ok) router.push(`/broadcasts/${back.data}`);
          else toast.error(back?.message ?? notReached);
        },
      },
    });
  }

  return (
    <header className="flex items-center gap-2">
      <Button asChild variant="quiet" size="icon" className="-ml-3">
        <Link href="/broadcasts" aria-label="All broadcasts">
          <ArrowLeft aria-hidden />
        </Link>
      </Button>
      <div className="min-w-0 flex-1">
        <h1 className="text-xl font-semibold">
          A broadcast from <span className="whitespace-nowrap">{showPhone(number)}</span>
        </h1>
        <p aria-live="polite" className={cn("text-meta text-muted", state.kind === "trouble" && "text-warn")}>
          {mayWrite ? savedWords(state) : "You can read this; a writer can change it."}
        </p>
      </div>
      {mayWrite && (
        <Button variant="quiet" size="icon" aria-label="Throw this draft away" busy={busy} onClick={throwAway}>
          {!busy && <Trash2 aria-hidden />}
        </Button>
      )}
    </header>
  );
}

function savedWords(state: SaveState): string {
  switch (state.kind) {
    case "saved":
      return "Draft, saved";
    case "conflict":
      return "Not saved: choose one of the two below";
    case "trouble":
      return `${state.message} Trying again…`;
    default:
      return "Draft, saving…";
  }
}
