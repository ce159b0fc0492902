"use client";

import { Slot } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { Label } from "./label";

type Props = {
  label: ReactNode;
  /** A sentence under the label that helps before anything is wrong. */
  hint?: ReactNode;
  /** What is wrong, in words; it is read out and the field is marked. */
  error?: ReactNode;
  className?: string;
  /** The field itself: Input, Textarea, select … */
  children: ReactNode;
};

/** A field with its label, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, className, children }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={cn("space-y-1.5", className)}>
      <Label htmlFor={id}>{label}</Label>
      {hint && (
        <p id={`${id}-hint`} className="text-meta text-muted">
          {hint}
        </p>
      )}
      <Slot.Root id={id} aria-describedby={described || undefined} aria-invalid={error ? true : undefined}>
        {children}
      </Slot.Root>
      {error && (
        <p id={`${id}-error`} role="alert" className="text-meta text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
