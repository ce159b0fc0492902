"use client";

import { type DragEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
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
  const [over, setOver] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  async function take(file: File | undefined) {
    setOver(false);
    if (!file) return;
    if (file.size > largest) return setSentence("This file is too large to be a private key.");
    setSentence(null);
    change(await file.text());
  }
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (!fixed) void take(event.dataTransfer.files[0]);
  };
  const hint = fixed
    ? "Set in the environment, which wins over this page."
    : kept
      ? `One is kept (${kept}). Leave it empty to keep it.`
      : "The file private.key that Vonage gave you when the key pair was made. Paste it, or drop it here.";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three; the other two need no pointer
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className="grid gap-2"
    >
      <Field label="Private key" hint={hint} error={sentence ?? error}>
        <Textarea
          rows={4}
          name="privateKey"
          value={value}
          disabled={fixed}
          autoComplete="off"
          spellCheck={false}
          placeholder="-----BEGIN PRIVATE KEY-----"
          onChange={(event) => change(event.target.value)}
          className={cn("font-mono text-meta md:text-meta", over && "border-accent bg-accent/5")}
        />
      </Field>
      <Button
        variant="outline"
        size="sm"
        disabled={fixed}
        className="justify-self-start"
        onClick={() => input.current?.click()}
      >
        Choose the file
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Private key file"
        accept=".key,.pem,text/plain"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
