"use client";

import { useCallback } from "react";
import { toast } from "sonner";
import type { InboxActions } from "./actions";

/** Marks a thread done, with undo instead of a question beforehand. */
export function useDone(actions: InboxActions): (memberId: number) => Promise<void> {
  return useCallback(
    async (memberId) => {
      const answer = await actions.done({ memberId }).catch(() => null);
      if (!answer?.ok) {
        toast.error(answer?.message ?? "The line to the server is broken. Nothing was changed; try again shortly.");
        return;
      }
      const before = answer.data;
      toast("Marked done.", {
        duration: 8000,
        action: { label: "Undo", onClick: () => void actions.undoDone({ memberId, before }) },
      });
    },
    [actions],
  );
}
