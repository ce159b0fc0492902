"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { toast } from "sonner";
import { bulkStarted } from "@/components/bulk/bulk-progress";
import { fetchJson } from "@/components/inbox/fetch-json";
import { useLive } from "@/components/live/use-live";
import { Button } from "@/components/ui/button";
import type { BulkView } from "@/lib/bulk/start";
import type { Deleted } from "@/lib/privacy/delete";
import type { ActionResult } from "@/lib/team/action";

export type UndoActions = {
  undoMany: (input: { id: number }) => Promise<ActionResult<null>>;
  bringBack: (input: { memberId: number }) => Promise<ActionResult<null>>;
};
type Recent = { bulk: BulkView[]; deleted: Deleted[] };

/** Recent deletions and bulk actions that can still be undone, for anyone who missed the notice. */
export function RecentStrip({ undoMany, bringBack }: UndoActions) {
  const router = useRouter();
  const [recent, setRecent] = useState<Recent | null>(null);
  const look = useCallback(async () => {
    setRecent(await fetchJson<Recent>("/members/recent").catch(() => null));
  }, []);
  useEffect(() => {
    void look();
    // The time to undo runs out without an event.
    const timer = setInterval(() => void look(), 60_000);
    return () => clearInterval(timer);
  }, [look]);
  useLive(() => void look());

  async function undo(deed: () => Promise<ActionResult<null>>, said: string) {
    const answer = await deed().catch(() => null);
    if (!answer?.ok) toast.error(answer?.message ?? "Can’t reach the server. Nothing was changed.");
    else toast(said);
    window.dispatchEvent(new Event(bulkStarted));
    router.refresh();
    void look();
  }
  const done = recent?.bulk.filter((one) => one.state === "done" && one.changed > 0) ?? [];
  const deleted = recent?.deleted ?? [];
  const count = done.length + deleted.length;
  if (count === 0) return null;
  return (
    <details className="border-line border-b px-4 py-1 text-meta">
      <summary className="flex min-h-9 items-center gap-2 text-muted">
        <Undo2 aria-hidden className="size-4" />
        {count === 1 ? "1 thing can still be undone" : `${count} things can still be undone`}
      </summary>
      <ul className="pb-2">
        {deleted.map((one) => (
          <li key={`d${one.memberId}`} className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate">{one.name} was deleted</span>
            <Button
              variant="quiet"
              size="sm"
              className="h-9 text-accent"
              aria-label={`Bring ${one.name} back`}
              onClick={() => void undo(() => bringBack({ memberId: one.memberId }), `${one.name} is back.`)}
            >
              Bring back
            </Button>
          </li>
        ))}
        {done.map((one) => (
          <li key={`b${one.id}`} className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate">{happened(one)}</span>
            <Button
              variant="quiet"
              size="sm"
              className="h-9 text-accent"
              aria-label={one.kind === "delete" ? "Bring them back" : `Undo “${one.tag}”`}
              onClick={() => void undo(() => undoMany({ id: one.id }), "Taking it back…")}
            >
              Undo
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function happened({ kind, tag, changed }: BulkView): string {
  const whom = changed === 1 ? "1 member" : `${changed.toLocaleString("en-US")} members`;
  return `${whom} ${kind === "delete" ? "deleted" : kind === "tag" ? `tagged with “${tag}”` : `freed of “${tag}”`}`;
}
