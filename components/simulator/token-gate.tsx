"use client";

import { type FormEvent, useState } from "react";
import { Labelled } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";

/** Asks visitors who are neither signed in as the operator nor opened the printed address for the simulator's token. */
export function TokenGate({ enter }: { enter: (token: string) => Promise<string | null> }) {
  const [token, setToken] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const wrong = await enter(token).catch(() => "Can't reach the server. Try again.");
    if (wrong === null) return window.location.reload();
    setBusy(false);
    setError(wrong);
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">Simulator</h1>
        <p className="text-muted">
          The simulator shows every text, sign-in codes too. Sign in as the operator, open the address from the window
          where Tenfour was started, or enter the token from there.
        </p>
      </header>
      <Labelled
        label="Simulator token"
        name="token"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={token}
        error={error}
        onChange={(event) => {
          setError(null);
          setToken(event.target.value);
        }}
      />
      <Button type="submit" busy={busy} disabled={token.trim() === ""}>
        Open simulator
      </Button>
    </form>
  );
}
