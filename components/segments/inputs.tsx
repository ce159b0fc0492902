"use client";

import { cn } from "@/components/ui/cn";

const look =
  "h-10 min-w-0 rounded-card border border-line bg-surface px-2.5 text-ink placeholder:text-muted hover:border-ink/30";

type NumberProps = {
  label: string;
  value: number | null;
  /** Empty is allowed and means "open". */
  open?: boolean;
  placeholder?: string;
  step?: "any";
  onChange: (value: number | null) => void;
};

/** A number in a sentence. */
export function NumberInput({ label, value, open, placeholder, step, onChange }: NumberProps) {
  return (
    <input
      type="number"
      inputMode={step ? "decimal" : "numeric"}
      step={step ?? 1}
      aria-label={label}
      placeholder={placeholder}
      // NaN is a field that was emptied and may not be: it shows empty, and the condition waits.
      value={value === null || Number.isNaN(value) ? "" : value}
      onChange={(event) => {
        const number = event.target.valueAsNumber;
        onChange(Number.isNaN(number) && open ? null : number);
      }}
      className={cn(look, "tabular w-20")}
    />
  );
}

type DayProps = { label: string; value: string | null; onChange: (value: string | null) => void };

/** A day; empty leaves the end open. */
export function DayInput({ label, value, onChange }: DayProps) {
  return (
    <input
      type="date"
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || null)}
      className={cn(look, "tabular w-40")}
    />
  );
}

type SelectProps<Value extends string | number> = {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  /** What stands there while nothing is chosen. */
  none?: string;
  className?: string;
  onChange: (value: Value) => void;
};

/** One of several, in a sentence. */
export function Select<Value extends string | number>(props: SelectProps<Value>) {
  const { label, value, options, none, className, onChange } = props;
  const there = options.some((one) => one.value === value);
  return (
    <select
      aria-label={label}
      value={there ? String(value) : ""}
      onChange={(event) => {
        const chosen = options.find((one) => String(one.value) === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
      className={cn(look, "max-w-full", className)}
    >
      {!there && <option value="">{value ? "one that is gone" : (none ?? "choose…")}</option>}
      {options.map((one) => (
        <option key={one.value} value={String(one.value)}>
          {one.label}
        </option>
      ))}
    </select>
  );
}
