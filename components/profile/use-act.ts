"use client";

import { useRouter } from "next/navigation";
import { useCallback, useState, useTransition } from "react";
import { toast } from "sonner";
import type { ActionResult } from "@/lib/team/action";

/** Does something, says what went wrong, and shows what became of it. Answers null where it did not work. */
export function useAct(): [<Data>(deed: () => Promise<ActionResult<Data>>) => Promise<{ data: Data } | null>, boolean] {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [pending, start] = useTransition();
  const act = useCallback(
    async <Data>(deed: () => Promise<ActionResult<Data>>) => {
      setBusy(true);
      const answer = await deed().catch(() => null);
      setBusy(false);
      if (!answer?.ok) {
        toast.error(answer?.message ?? "The line to the server is broken. Nothing was changed; try again shortly.");
        return null;
      }
      start(() => router.refresh());
      return { data: answer.data };
    },
    [router],
  );
  return [act, busy || pending];
}
