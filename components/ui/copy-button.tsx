"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";

type Props = { text: string; label: string; className?: string; showLabel?: boolean };

/** Copies a text; says so for two seconds, in words too. */
export function CopyButton({ text, label, className, showLabel }: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy() {
    if (await write(text)) setCopied(true);
  }
  return (
    <Button
      variant={showLabel ? "outline" : "quiet"}
      size={showLabel ? "md" : "icon"}
      className={className}
      onClick={copy}
      aria-label={showLabel ? undefined : label}
    >
      {copied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
      {showLabel && (copied ? "Copied" : label)}
      <span aria-live="polite" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </Button>
  );
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http on another machine has no clipboard API: the old way still works there.
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
