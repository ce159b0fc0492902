"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { useFileChoice, useFileDrop } from "@/components/ui/files";
import { Textarea } from "@/components/ui/input";

type Props = {
  /** How the kept one is told apart; null where none is kept. */
  kept: string | null;
  fixed: boolean;
  value: string;
  error: string | null;
  change: (pem: string) => void;
};

/** Bytes of the largest key file; a 4096-bit one has 3,300. */
const largest = 20_000;

/** The private key: pasted, chosen, or dropped as a file. */
export function KeyDrop({ kept, fixed, value, error, change }: Props) {
  const [sentence, setSentence] = useState<string | null>(null);

  async function take([file]: File[]) {
    if (!file) return;
    if (file.size > largest) return setSentence("This file is too large to be a private key.");
    setSentence(null);
    change(await file.text());
  }
  const { over, zone } = useFileDrop({ off: fixed, take });
  const { input, choose } = useFileChoice({ label: "Private key file", accept: ".key,.pem,text/plain", take });
  const hint = fixed
    ? "Set in the environment, which wins over this page."
    : kept
      ? `One is kept (${kept}). Leave it empty to keep it.`
      : "The file private.key that Vonage gave you when the key pair was made. Paste it, or drop it here.";
  return (
    <div {...zone} className="grid gap-2">
      <Field label="Private key" hint={hint} error={sentence ?? error}>
        <Textarea
          rows={4}
          name="privateKey"
          value={value}
          disabled={fixed}
          autoComplete="off"
          spellCheck={false}
          placeholder="-----BEGIN PRIVATE KEY-----"
          onChange={(event) => {
            setSentence(null);
            change(event.target.value);
          }}
          className={cn("font-mono text-meta md:text-meta", over && "border-accent bg-accent/5")}
        />
      </Field>
      <Button variant="outline" size="sm" disabled={fixed} className="justify-self-start" onClick={choose}>
        Choose the file
      </Button>
      {input}
    </div>
  );
}
