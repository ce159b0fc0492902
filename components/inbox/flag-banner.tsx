"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import type { Profile } from "@/lib/threads/conversation";
import { useInbox } from "./context";

/** They may have asked to stop: a person decides, and until then broadcasts and automatic texts wait (docs/compliance.md). */
export function FlagBanner({ member }: { member: Profile }) {
  const { actions, mayWrite } = useInbox();
  const [busy, setBusy] = useState<"optOut" | "keep" | null>(null);
  async function decide(what: "optOut" | "keep") {
    setBusy(what);
    const answer = await actions[what]({ memberId: member.id }).catch(() => null);
    setBusy(null);
    if (!answer?.ok) toast.error(answer?.message ?? "Can't reach the server. Nothing was changed. Try again.");
    else toast(what === "optOut" ? `${member.name} is opted out.` : "Not an opt-out. Broadcasts continue.");
  }
  const words = shortened(member.consent.find((entry) => entry.event === "flagged")?.words ?? "");
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-2 bg-warn-soft px-4 py-3 text-warn">
      <p className="wrap-anywhere min-w-56 flex-1" dir="auto">
        Asked to stop{words ? `: “${words}”` : ""}. Broadcasts and automatic texts are on hold until you decide.
      </p>
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="danger"
            className="px-3 text-meta"
            busy={busy === "optOut"}
            disabled={busy !== null}
            onClick={() => void decide("optOut")}
          >
            Opt out
          </Button>
          <Button
            variant="outline"
            className="px-3 text-meta"
            busy={busy === "keep"}
            disabled={busy !== null}
            onClick={() => void decide("keep")}
          >
            Not an opt-out
          </Button>
        </div>
      )}
    </div>
  );
}

/** Characters of their text that the banner quotes. */
const longest = 120;

function shortened(words: string): string {
  const letters = [...words.replace(/\s+/g, " ").trim()];
  return letters.length <= longest ? letters.join("") : `${letters.slice(0, longest).join("")}…`;
}
