"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Labelled, Problem } from "./labelled";
import { problemOf } from "./problem";

export type Way = "authenticator" | "recovery";

const texts = {
  authenticator: {
    title: "Use an authenticator app",
    about: "Enter your mobile number and the six-digit code your app shows.",
    label: "Code from your app",
    input: { inputMode: "numeric", autoComplete: "one-time-code" },
  },
  recovery: {
    title: "Use a recovery code",
    about: "Enter your mobile number and one of your recovery codes. Each works once.",
    label: "Recovery code",
    input: { autoComplete: "off", autoCapitalize: "characters", placeholder: "XXXX-XXXX-XXXX-XXXX" },
  },
} as const;

type Props = { way: Way; mobile: string; change: (mobile: string) => void; next: string; back: () => void };

/** Signing in by a code that needs no text. */
export function OtherWay({ way, mobile, change, next, back }: Props) {
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { title, about, label, input } = texts[way];

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const result = await signIn(way, { mobile, code, redirect: false }).catch(() => undefined);
    if (result?.ok && !result.error) return window.location.assign(next);
    setBusy(false);
    setCode("");
    setProblem(problemOf(result, "That number and code don't match. Check both and try again."));
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">{title}</h1>
        <p className="text-muted">{about}</p>
      </header>
      <Labelled
        label="Your mobile number"
        type="tel"
        autoComplete="tel"
        autoFocus={mobile === ""}
        value={mobile}
        onChange={(event) => change(event.target.value)}
      />
      <Labelled
        label={label}
        {...input}
        autoFocus={mobile !== ""}
        value={code}
        error={problem}
        onChange={(event) => {
          setProblem(null);
          setCode(event.target.value);
        }}
      />
      <Button type="submit" busy={busy} disabled={mobile.trim() === "" || code.trim() === ""}>
        Sign in
      </Button>
      <Button variant="quiet" className="justify-self-start" onClick={back}>
        Back
      </Button>
    </form>
  );
}

type MenuProps = { passkeyOptions: () => Promise<unknown>; next: string; choose: (way: Way) => void };

/** The ways in that need no text. */
export function OtherWays({ passkeyOptions, next, choose }: MenuProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function byPasskey() {
    setBusy(true);
    setProblem(await signInByPasskey(passkeyOptions, next));
    setBusy(false);
  }

  return (
    <div className="mt-6 grid gap-2 border-line border-t pt-6">
      <Button variant="outline" busy={busy} onClick={() => void byPasskey()}>
        Use a passkey
      </Button>
      <Problem sentence={problem} />
      <Button variant="quiet" onClick={() => choose("authenticator")}>
        Use an authenticator app
      </Button>
      <Button variant="quiet" onClick={() => choose("recovery")}>
        Use a recovery code
      </Button>
    </div>
  );
}

/** Returns what went wrong; on success the page is left. */
async function signInByPasskey(passkeyOptions: () => Promise<unknown>, next: string): Promise<string | null> {
  try {
    const options = await passkeyOptions();
    if (!options) return "Too many tries. Try again in 15 minutes.";
    const { startAuthentication } = await import("@simplewebauthn/browser");
    const response = await startAuthentication({ optionsJSON: options as never });
    const result = await signIn("passkey", { response: JSON.stringify(response), redirect: false });
    if (!result?.ok || result.error) return problemOf(result, "This passkey isn't known here. Sign in another way.");
    window.location.assign(next);
    return null;
  } catch {
    return "No passkey was used. Try again, or sign in another way.";
  }
}
