"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { cn } from "./cn";

export type Option<Value> = { value: Value; label: string };
type Props<Value extends string | number> = {
  label: string;
  values: Value[];
  /** What a value is called; the value itself where it is missing. */
  nameOf?: (value: Value) => string;
  /** What may be chosen; with `search` they come as one types. */
  options?: Option<Value>[];
  search?: (typed: string) => Promise<Option<Value>[]>;
  /** Anything that is typed may stand, too: what it becomes, or null where it cannot. */
  other?: (typed: string) => Value | null;
  placeholder?: string;
  inputMode?: "numeric" | "text";
  onChange: (values: Value[]) => void;
};

const shown = 8;

/** A few values side by side, found by typing: Enter or a comma takes one, Backspace takes the last one out. */
export function Chips<Value extends string | number>(props: Props<Value>) {
  const { label, values, nameOf = String, options = [], search, other, placeholder, inputMode, onChange } = props;
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [found, setFound] = useState<Option<Value>[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(search);
  latest.current = search;
  const id = useId();

  useEffect(() => {
    const text = typed.trim();
    if (!latest.current || !text) return setFound([]);
    let stale = false;
    const timer = setTimeout(() => {
      latest.current?.(text).then(
        (all) => !stale && setFound(all),
        () => {},
      );
    }, 150);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [typed]);

  const text = typed.trim().toLowerCase();
  const offered = [...options.filter((one) => one.label.toLowerCase().includes(text)), ...found]
    .filter((one) => !values.includes(one.value))
    .slice(0, shown);
  const list = open && offered.length > 0;

  function take(value: Value | null | undefined) {
    setTyped("");
    setAt(0);
    if (value !== null && value !== undefined && !values.includes(value)) onChange([...values, value]);
  }
  // "illin" is no state, but the first one offered for it is.
  const takeTyped = (orOffered: boolean) => {
    const same = offered.find((one) => one.label.toLowerCase() === text);
    if (text) take(same ? same.value : (other?.(typed.trim()) ?? (orOffered ? offered[0]?.value : null)));
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Backspace" && typed === "" && values.length > 0) onChange(values.slice(0, -1));
    if (event.key === "Escape" && list) {
      event.stopPropagation();
      setOpen(false);
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      setAt((now) => Math.max(0, Math.min(offered.length - 1, now + (event.key === "ArrowDown" ? 1 : -1))));
    }
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      // What was walked to with the arrows is meant; else what was typed.
      if (list && (at > 0 || !other)) take(offered[at]?.value);
      else takeTyped(true);
    }
  }

  return (
    // biome-ignore lint/a11y: a click beside the chips goes to the field; the keyboard has the field itself.
    <div
      onClick={(event) => event.target === event.currentTarget && input.current?.focus()}
      className="relative flex min-h-10 min-w-40 flex-1 flex-wrap items-center gap-1 rounded-card border border-line bg-surface px-1.5 py-1 focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2"
    >
      {values.map((value) => (
        <span key={value} className="flex max-w-full items-center rounded-[8px] bg-ink/8 pl-2 text-meta">
          <span className="truncate">{nameOf(value)}</span>
          <button
            type="button"
            aria-label={`Take out ${nameOf(value)}`}
            onClick={() => {
              onChange(values.filter((one) => one !== value));
              input.current?.focus();
            }}
            className="grid size-7 shrink-0 place-items-center text-muted hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      <input
        ref={input}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setOpen(true);
          setAt(0);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => {
          setOpen(false);
          if (other) takeTyped(false);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-label={label}
        aria-expanded={list}
        aria-controls={`${id}-list`}
        aria-activedescendant={list ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        placeholder={values.length === 0 ? placeholder : undefined}
        inputMode={inputMode}
        enterKeyHint="enter"
        autoComplete="off"
        className="h-8 min-w-16 flex-1 bg-transparent px-1.5 outline-none placeholder:text-muted"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        hidden={!list}
        className="absolute top-full left-0 z-20 mt-1 w-full min-w-48 rounded-card border border-line bg-raised p-1 shadow-card"
      >
        {offered.map((one, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: as above.
          <div
            key={one.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault();
              take(one.value);
            }}
            className={cn("cursor-pointer rounded-[8px] px-2.5 py-2 text-meta", index === at && "bg-ink/8")}
          >
            {one.label}
          </div>
        ))}
      </div>
    </div>
  );
}
