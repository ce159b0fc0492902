"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { readPhone, showPhone } from "@/lib/numbers/phone";
import type { CodeRequest } from "@/lib/team/codes";
import { Labelled, Problem } from "./labelled";
import { problemOf } from "./problem";

type Props = {
  mobile: string;
  next: string;
  simulated: boolean;
  ask: (mobile: string) => Promise<CodeRequest>;
  back: () => void;
};

/** Step two: the six digits. They are sent off as soon as the sixth is there. */
export function CodeStep({ mobile, next, simulated, ask, back }: Props) {
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const under = useRef(false);
  const shown = showPhone(readPhone(mobile)?.e164 ?? mobile);

  async function send(digits: string) {
    if (under.current) return;
    under.current = true;
    setBusy(true);
    const answer = await signIn("credentials", { mobile, code: digits, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) return window.location.assign(next);
    under.current = false;
    setBusy(false);
    setCode("");
    setProblem(
      problemOf(
        answer,
        "That code doesn't work. Check the latest text or request a new code. Codes expire after 5 minutes or 5 tries.",
      ),
    );
  }

  function type(text: string) {
    const digits = text.replace(/\D/g, "").slice(0, 6);
    setProblem(null);
    setCode(digits);
    if (digits.length === 6) void send(digits);
  }

  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (code.length === 6) void send(code);
        else setProblem("The code has six digits.");
      }}
    >
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">Your code is on its way</h1>
        <p className="text-muted">
          If {shown} belongs to a team here, a text with six digits arrives in a moment.{" "}
          {simulated ? (
            <>
              With the simulator it arrives on the phone {shown}:{" "}
              <a className="text-ink underline underline-offset-2" href="/simulator" target="_blank" rel="noopener">
                open the simulator
              </a>
              .
            </>
          ) : null}
        </p>
      </header>
      <Labelled
        label="Six-digit code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        enterKeyHint="go"
        className="h-14 text-center text-2xl tracking-[0.4em] tabular-nums"
        autoFocus
        value={code}
        readOnly={busy}
        error={problem}
        onChange={(event) => type(event.target.value)}
      />
      <Button type="submit" busy={busy}>
        {busy ? "Signing in…" : "Sign in"}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button type="button" variant="quiet" onClick={back}>
          Another number
        </Button>
        <Again ask={() => ask(mobile)} />
      </div>
    </form>
  );
}

/** A new code, half a minute after the last at the earliest. */
function Again({ ask }: { ask: () => Promise<CodeRequest> }) {
  const [left, setLeft] = useState(30);
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);

  async function again() {
    setLeft(30);
    const answer = await ask().catch(() => null);
    setSaid(answer?.sent ? null : (answer?.sentence ?? "Tenfour could not be reached."));
  }

  return (
    <div>
      <Button type="button" variant="quiet" disabled={left > 0} onClick={again}>
        {left > 0 ? `New code in ${left} s` : "Text me a new code"}
      </Button>
      <Problem sentence={said} />
    </div>
  );
}
