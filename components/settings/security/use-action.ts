"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import type { ActionResult } from "@/lib/team/action";
import { useConfirm } from "./confirm";

/** Runs an action, says how it went, and shows the page anew. `run` returns the action's data, or undefined. */
export function useAction() {
  const router = useRouter();
  const confirm = useConfirm();
  const [busy, setBusy] = useState(false);
  async function run<Data>(
    action: () => Promise<ActionResult<Data>>,
    done?: string,
  ): Promise<{ data: Data } | undefined> {
    setBusy(true);
    let result = await action().catch(() => null);
    // Changes of how someone signs in need a fresh sign-in: asked for here, and then the change goes on.
    if (result && !result.ok && result.confirm) {
      if (!(await confirm())) {
        setBusy(false);
        return undefined;
      }
      result = await action().catch(() => null);
    }
    setBusy(false);
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
