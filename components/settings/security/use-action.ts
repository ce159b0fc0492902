"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import type { ActionResult } from "@/lib/team/action";
import { useConfirm } from "./confirm";

/**
 * Runs an action that may need a fresh sign-in: asks for one where it does, and then runs it again. `run` returns the
 * result, null where the server was not reached, or undefined where the person canceled.
 */
export function useConfirmed() {
  const confirm = useConfirm();
  return async function run<Data>(action: () => Promise<ActionResult<Data>>) {
    const result = await action().catch(() => null);
    if (!result || result.ok || !result.confirm) return result;
    return (await confirm()) ? action().catch(() => null) : undefined;
  };
}

/** Runs an action, says how it went, and shows the page anew. `run` returns the action's data, or undefined. */
export function useAction() {
  const router = useRouter();
  const confirmed = useConfirmed();
  const [busy, setBusy] = useState(false);
  async function run<Data>(
    action: () => Promise<ActionResult<Data>>,
    done?: string,
  ): Promise<{ data: Data } | undefined> {
    setBusy(true);
    const result = await confirmed(action);
    setBusy(false);
    if (result === undefined) return undefined;
    if (!result?.ok) {
      toast.error(result?.message ?? "Can't reach the server. Nothing was changed.");
      return undefined;
    }
    if (done) toast.success(done);
    router.refresh();
    return { data: result.data };
  }
  return { busy, run };
}
