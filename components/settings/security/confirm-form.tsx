"use client";

import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { type FormEvent, useState } from "react";
import { Labelled, Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/team/action";
import type { CodeRequest } from "@/lib/team/codes";
import type { ConfirmWay } from "@/lib/team/fresh-sign-in";

type Nothing = Record<string, never>;
/** What the teammate has set up besides texted codes. */
export type Ways = { passkey: boolean; authenticator: boolean; recovery: boolean };
export type ConfirmActions = {
  requestCode: (input: Nothing) => Promise<ActionResult<CodeRequest>>;
  passkeyOptions: (input: Nothing) => Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>>;
  byCode: (input: { way: ConfirmWay; code: string }) => Promise<ActionResult<void>>;
  byPasskey: (input: { response: AuthenticationResponseJSON }) => Promise<ActionResult<void>>;
};

const labels: Record<ConfirmWay, { label: string; other: string }> = {
  text: { label: "Six-digit code", other: "Text me a code" },
  authenticator: { label: "Code from your app", other: "Use an authenticator app" },
  recovery: { label: "Recovery code", other: "Use a recovery code" },
};
const unreachable = "Can’t reach the server. Try again.";

type Props = { ways: Ways; actions: ConfirmActions; onConfirmed: () => void };

/** Confirms by a passkey or a code: one way at a time, the others one click away. */
export function ConfirmForm({ ways, actions, onConfirmed }: Props) {
  const [way, setWay] = useState<ConfirmWay | null>(ways.authenticator ? "authenticator" : null);
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function attempt(work: () => Promise<string | null>) {
    setBusy(true);
    setProblem(null);
    const sentence = await work().catch(() => unreachable);
    setBusy(false);
    setProblem(sentence);
    return sentence === null;
  }

  async function choose(next: ConfirmWay) {
    const ready = await attempt(async () => {
      if (next !== "text") return null;
      const result = await actions.requestCode({});
      if (!result.ok) return result.message;
      return result.data.sent ? null : result.data.sentence;
    });
    if (!ready) return;
    setCode("");
    setWay(next);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!way) return;
    const confirmed = await attempt(async () => {
      const result = await actions.byCode({ way, code });
      return result.ok ? null : result.message;
    });
    setCode("");
    if (confirmed) onConfirmed();
  }

  async function byPasskey() {
    const confirmed = await attempt(async () => {
      const options = await actions.passkeyOptions({});
      if (!options.ok) return options.message;
      const { startAuthentication } = await import("@simplewebauthn/browser");
      const response = await startAuthentication({ optionsJSON: options.data }).catch(() => null);
      if (!response) return "No passkey was used. Try again, or use a code.";
      const result = await actions.byPasskey({ response });
      return result.ok ? null : result.message;
    });
    if (confirmed) onConfirmed();
  }

  const others = (["text", "authenticator", "recovery"] as const).filter(
    (one) => one !== way && (one === "text" || ways[one]),
  );
  return (
    <div className="grid gap-4">
      {ways.passkey && (
        <Button busy={busy} onClick={() => void byPasskey()}>
          Use a passkey
        </Button>
      )}
      {way && (
        <form onSubmit={submit} noValidate className="grid gap-3">
          <Labelled
            label={labels[way].label}
            inputMode={way === "recovery" ? "text" : "numeric"}
            autoComplete={way === "recovery" ? "off" : "one-time-code"}
            autoFocus
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <Button type="submit" busy={busy} disabled={code.trim() === ""}>
            Confirm
          </Button>
        </form>
      )}
      <Problem sentence={problem} />
      <div className="grid gap-2">
        {others.map((one) => (
          <Button
            key={one}
            variant={way || ways.passkey ? "quiet" : "outline"}
            disabled={busy}
            onClick={() => void choose(one)}
          >
            {labels[one].other}
          </Button>
        ))}
      </div>
    </div>
  );
}
