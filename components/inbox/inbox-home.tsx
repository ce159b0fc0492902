"use client";

import { MessageCircle, Smartphone } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useInbox } from "./context";

type Props = { number: string; shownNumber: string; simulator: boolean; qrCode: ReactNode };

/** Beside the list while nothing is open; before the first text it teaches how to get one. */
export function InboxHome({ number, shownNumber, simulator, qrCode }: Props) {
  const { counts } = useInbox();
  if (counts.any || counts.anyAbroad) {
    return (
      <div className="grid h-full w-full place-items-center p-6 text-center text-muted">
        <div>
          <MessageCircle aria-hidden className="mx-auto size-8" strokeWidth={1.5} />
          <p className="mt-3">
            {counts.unread > 0 ? "Pick somebody to read what they wrote." : "All caught up. Nobody is waiting."}
          </p>
          {shownNumber && <p className="tabular mt-1 text-meta">Your number is {shownNumber}.</p>}
        </div>
      </div>
    );
  }
  if (!number) {
    return (
      <div className="grid h-full w-full place-items-center p-6 text-center">
        <p className="max-w-sm text-muted">
          There is no number yet. Add one in the settings, then people can text you.
        </p>
      </div>
    );
  }
  return (
    <div className="grid h-full w-full place-items-center overflow-y-auto p-6 text-center">
      <div className="flex flex-col items-center">
        <h2 className="text-muted">This is your number</h2>
        <p className="tabular mt-1 whitespace-nowrap font-medium text-[34px] leading-[44px] tracking-tight md:text-[52px] md:leading-[64px]">
          {shownNumber}
        </p>
        <div className="mt-6">{qrCode}</div>
        <p className="mt-6 max-w-sm">
          Text it from your phone now: point the camera at the code and write “hi”. It shows up here by itself.
        </p>
        <div className="mt-5 flex flex-wrap justify-center gap-2">
          <CopyButton text={shownNumber} label="Copy the number" showLabel />
          {simulator && (
            <Button asChild>
              <a href="/simulator" target="_blank" rel="noreferrer">
                <Smartphone aria-hidden /> Open the simulator
              </a>
            </Button>
          )}
        </div>
        {simulator && (
          <p className="mt-3 max-w-sm text-meta text-muted">
            No carrier is connected yet, so a real phone cannot reach it. The simulator’s phones can.
          </p>
        )}
      </div>
    </div>
  );
}
