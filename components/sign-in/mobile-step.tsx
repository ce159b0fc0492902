"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import type { CodeRequest } from "@/lib/team/codes";
import { Labelled } from "./labelled";

type Props = {
  mobile: string;
  change: (mobile: string) => void;
  ask: (mobile: string) => Promise<CodeRequest>;
  done: () => void;
};

/** Step one: which mobile the code goes to. */
export function MobileStep({ mobile, change, ask, done }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const answer = await ask(mobile).catch(() => null);
    setBusy(false);
    if (answer?.sent) done();
    else setProblem(answer?.sentence ?? "Tenfour could not be reached. Nothing was sent; please try again.");
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">Sign in</h1>
        <p className="text-muted">We text a six-digit code to your own mobile.</p>
      </header>
      <Labelled
        label="Your mobile number"
        name="mobile"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        enterKeyHint="send"
        placeholder="(773) 555-0123"
        autoFocus
        value={mobile}
        error={problem}
        onChange={(event) => {
          setProblem(null);
          change(event.target.value);
        }}
      />
      <Button type="submit" busy={busy} disabled={mobile.trim() === ""}>
        {busy ? "Texting you…" : "Text me a code"}
      </Button>
    </form>
  );
}
