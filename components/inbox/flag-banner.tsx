"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import type { Profile } from "@/lib/threads/conversation";
import { useInbox } from "./context";

/** They asked to stop in their own words: the leader decides, and meanwhile broadcasts wait (docs/compliance.md). */
export function FlagBanner({ member }: { member: Profile }) {
  const { actions, mayWrite } = useInbox();
  const [busy, setBusy] = useState<"optOut" | "keep" | null>(null);
  async function decide(what: "optOut" | "keep") {
    setBusy(what);
    const answer = await actions[what]({ memberId: member.id }).catch(() => null);
    setBusy(null);
    if (!answer?.ok)
      toast.error(answer?.message ?? "The line to the server is broken. Nothing was changed; try again shortly.");
    else toast(what === "optOut" ? `${member.name} is opted out.` : "Noted. Broadcasts to them go on.");
  }
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-2 bg-warn-soft px-4 py-3 text-warn">
      <p className="min-w-56 flex-1">{member.name} asked to stop in their own words. Broadcasts are on hold.</p>
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="danger"
            className="px-3 text-meta"
            busy={busy === "optOut"}
            disabled={busy !== null}
            onClick={() => void decide("optOut")}
          >
            Opt them out
          </Button>
          <Button
            variant="outline"
            className="px-3 text-meta"
            busy={busy === "keep"}
            disabled={busy !== null}
            onClick={() => void decide("keep")}
          >
            It was not that
          </Button>
        </div>
      )}
    </div>
  );
}
