"use client";

import { useId } from "react";

type Props<Value extends string> = {
  label: string;
  value: Value | null;
  /** Value, words, and a sentence below them. */
  options: [Value, string, string][];
  onChange: (value: Value) => void;
};

/** A choice that wants a sentence of explanation each. */
export function OneOf<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">{label}</legend>
      {options.map(([option, words, explained]) => (
        <label
          key={option}
          className="flex cursor-pointer items-start gap-3 rounded-card border border-line bg-surface px-4 py-3 has-checked:border-accent"
        >
          <input
            type="radio"
            name={name}
            checked={value === option}
            onChange={() => onChange(option)}
            className="mt-1 size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0">
            {words}
            <span className="block text-meta text-muted">{explained}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
