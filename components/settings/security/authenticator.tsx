"use client";

import { type FormEvent, useState } from "react";
import { Labelled } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/team/action";
import { Section } from "./section";
import { useAction } from "./use-action";

type Setup = { qr: string; secret: string };
type Props = {
  connected: boolean;
  begin: (input: Record<string, never>) => Promise<ActionResult<Setup>>;
  confirm: (input: { code: string }) => Promise<ActionResult<void>>;
  remove: (input: Record<string, never>) => Promise<ActionResult<void>>;
};

/** Connecting an authenticator app by its QR code and a first code, and removing it. */
export function Authenticator({ connected, begin, confirm, remove }: Props) {
  const { busy, run } = useAction();
  const [setup, setSetup] = useState<Setup | null>(null);
  const [code, setCode] = useState("");

  async function submit(event: FormEvent) {
    event.preventDefault();
    const done = await run(() => confirm({ code }), "Authenticator app connected.");
    setCode("");
    if (done) setSetup(null);
  }

  return (
    <Section
      title="Authenticator app"
      about="Sign in with a six-digit code from an app such as 1Password or Google Authenticator."
    >
      {connected ? (
        <div className="flex flex-wrap items-center justify-between gap-4">
          <p>An authenticator app is connected.</p>
          <Button
            variant="outline"
            busy={busy}
            onClick={() => void run(() => remove({}), "Authenticator app removed.")}
          >
            Remove app
          </Button>
        </div>
      ) : setup ? (
        <form onSubmit={submit} noValidate className="grid max-w-sm gap-4">
          <p>Scan this code with your app, or type the key. Then enter the code your app shows.</p>
          {/* A QR code needs its white margin in dark mode, too. */}
          <img src={setup.qr} alt="QR code for your authenticator app" width={220} height={220} className="bg-white" />
          <p className="tabular break-all text-meta">
            Key: <code data-testid="authenticator-key">{setup.secret}</code>
          </p>
          <Labelled
            label="Code from your app"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <div className="flex gap-2">
            <Button type="submit" busy={busy}>
              Connect app
            </Button>
            <Button variant="quiet" onClick={() => setSetup(null)}>
              Cancel
            </Button>
          </div>
        </form>
      ) : (
        <Button
          variant="outline"
          busy={busy}
          className="justify-self-start"
          onClick={async () => setSetup((await run(() => begin({})))?.data ?? null)}
        >
          Connect an authenticator app
        </Button>
      )}
    </Section>
  );
}
