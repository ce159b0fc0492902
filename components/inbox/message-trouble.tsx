"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { Bubble } from "@/lib/messages/thread";
import { useInbox } from "./context";

/** What went wrong with a text, in plain words, and what can be done about it. Nothing where nothing did. */
export function MessageTrouble({ memberId, message }: { memberId: number; message: Bubble }) {
  const { actions, mayWrite } = useInbox();
  const [busy, setBusy] = useState<"sendAgain" | "leaveIt" | null>(null);
  const words = troubleOf(message);
  if (!words) return null;
  async function act(what: "sendAgain" | "leaveIt") {
    setBusy(what);
    const answer = await actions[what]({ memberId, messageId: message.id }).catch(() => null);
    setBusy(null);
    if (!answer?.ok)
      toast.error(answer?.message ?? "The line to the server is broken. Nothing was changed; try again shortly.");
  }
  const unconfirmed = message.state === "unconfirmed";
  const again = mayWrite && message.kind === "reply" && !message.again && (message.state === "failed" || message.open);
  return (
    <div className={cn("max-w-[85%] px-1.5 pt-0.5 text-right text-meta", unconfirmed ? "text-warn" : "text-bad")}>
      <p>{words}</p>
      {mayWrite && (again || message.open) && (
        <p className="flex justify-end gap-2 pt-1.5">
          {again && (
            <Button
              variant="outline"
              size="sm"
              busy={busy === "sendAgain"}
              disabled={busy !== null}
              onClick={() => void act("sendAgain")}
            >
              {unconfirmed ? "Send again" : "Try again"}
            </Button>
          )}
          {message.open && (
            <Button
              variant="quiet"
              size="sm"
              busy={busy === "leaveIt"}
              disabled={busy !== null}
              onClick={() => void act("leaveIt")}
            >
              Leave it
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

function troubleOf(message: Bubble): string | null {
  if (message.again) return "Sent again below.";
  if (message.state === "failed") return message.reason ?? "The carrier did not deliver it, and did not say why.";
  if (message.state === "withheld") return message.reason ?? "It was held back: they may not be written to.";
  if (message.state === "queued" && message.reason) return `Waiting: ${message.reason}`;
  if (message.state !== "unconfirmed") return null;
  return message.open
    ? "The line broke while it was being sent, so it may or may not have arrived. Sent again, they might get it twice."
    : "It may or may not have arrived.";
}
