"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { ActionResult } from "@/lib/team/action";
import { Section } from "./section";
import { useAction } from "./use-action";

type Props = { left: number; make: (input: Record<string, never>) => Promise<ActionResult<string[]>> };

/** Ten one-time codes for the day when the phone is gone. They are shown once. */
export function RecoveryCodes({ left, make }: Props) {
  const { busy, run } = useAction();
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <Section
      title="Recovery codes"
      about="Each code signs you in once when you don't have your phone. Keep them where only you can find them."
    >
      {codes ? (
        <div className="grid gap-3">
          <ul aria-label="Your recovery codes" className="tabular grid gap-1 sm:grid-cols-2">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <p className="text-muted">Save them now. They won't be shown again.</p>
          <CopyButton text={codes.join("\n")} label="Copy recovery codes" showLabel />
        </div>
      ) : (
        <p>{left === 0 ? "You have no recovery codes." : `${left} of 10 codes left.`}</p>
      )}
      <Button
        variant="outline"
        busy={busy}
        className="justify-self-start"
        onClick={async () => setCodes((await run(() => make({})))?.data ?? codes)}
      >
        {left === 0 ? "Create recovery codes" : "Replace recovery codes"}
      </Button>
    </Section>
  );
}
