"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import type { ShownLine } from "@/lib/carrier/connect";
import { Checks, type ChecksProps } from "./checks";
import { KeysFields, type KeysProps } from "./keys-fields";

type Props = { first: ShownLine; publicUrl: string } & Pick<KeysProps, "connect" | "disconnect"> &
  Pick<ChecksProps, "check" | "fix">;

const who: Record<ShownLine["by"], { word: string; tone: "plain" | "good" | "bad"; sentence: string }> = {
  simulator: {
    word: "Simulator",
    tone: "plain",
    sentence: "Texts go to phones on your screen and cost nothing. Connect Vonage, and the world can text you.",
  },
  stored: { word: "Vonage", tone: "good", sentence: "Texts go through the account that is connected here." },
  environment: {
    word: "Vonage",
    tone: "good",
    sentence: "Texts go through the account in this program’s environment. What is set there wins over this page.",
  },
  locked: {
    word: "Locked",
    tone: "bad",
    sentence:
      "Keys are stored, but sealed with another encryption key than this program has, so nothing can be sent. Bring the old key back (TENFOUR_ENCRYPTION_KEY, or encryption.key in the data folder), or type the account’s keys again.",
  },
};

/** The carrier's account: whose it is, its keys, and what it says of itself. */
export function CarrierSettings({ first, publicUrl, connect, disconnect, check, fix }: Props) {
  const [shown, setShown] = useState(first);
  // Another account is another set of answers.
  const [turn, setTurn] = useState(0);
  const { word, tone, sentence } = who[shown.by];
  const change = (next: ShownLine) => {
    setShown(next);
    setTurn((was) => was + 1);
  };
  return (
    <div className="grid gap-10">
      <header className="grid gap-2">
        <h1 className="text-2xl font-semibold">Who carries the texts?</h1>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
          <Badge tone={tone}>{word}</Badge>
          <span className="min-w-0 flex-1 basis-72">{sentence}</span>
        </p>
      </header>
      {/* The simulator takes a moment to start: asked at once it would seem broken. */}
      <Checks key={turn} atOnce={turn > 0 && shown.by !== "simulator"} check={check} fix={fix} />
      <KeysFields key={`keys ${turn}`} shown={shown} connect={connect} disconnect={disconnect} changed={change} />
      <section className="grid gap-2 border-t border-line pt-6">
        <h2 className="text-lg font-semibold">Where the carrier brings texts</h2>
        <p className="text-muted">“Set the webhooks” in the check above writes these into the application for you.</p>
        <dl className="grid text-meta">
          {[
            ["Inbound", "messages/inbound"],
            ["Status", "messages/status"],
            ["Answer", "voice/answer"],
            ["Event", "voice/event"],
          ].map(([name, path]) => (
            <div key={path} className="flex items-center gap-x-3">
              <dt className="w-16 shrink-0 text-muted">{name}</dt>
              <dd className="flex min-w-0 items-center gap-1">
                <span className="min-w-0 break-all font-mono">{`${publicUrl}/webhooks/${path}`}</span>
                <CopyButton
                  text={`${publicUrl}/webhooks/${path}`}
                  label={`Copy the address for ${name}`}
                  className="shrink-0"
                />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
