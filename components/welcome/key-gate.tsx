"use client";

import { type FormEvent, useState } from "react";
import { Labelled } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";

/** Asks a visitor who did not open the printed address for the key that was printed at start. */
export function KeyGate({ give }: { give: (key: string) => Promise<string | null> }) {
  const [key, setKey] = useState("");
  const [sentence, setSentence] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const wrong = await give(key).catch(() => "Tenfour could not be reached. Please try again.");
    if (wrong === null) return window.location.reload();
    setBusy(false);
    setSentence(wrong);
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">Welcome to Tenfour</h1>
        <p className="text-muted">
          The window where Tenfour was started shows the address to open on that computer, and a one-time key for
          everywhere else.
        </p>
      </header>
      <Labelled
        label="One-time key"
        name="key"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={key}
        error={sentence}
        onChange={(event) => {
          setSentence(null);
          setKey(event.target.value);
        }}
      />
      <Button type="submit" busy={busy} disabled={key.trim() === ""}>
        Continue
      </Button>
    </form>
  );
}
