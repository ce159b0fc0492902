"use client";

import { Archive, ArrowDown, ArrowUp, ChevronDown } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Labelled } from "@/components/sign-in/labelled";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { type EditedField, kindWords } from "./draft";

type Props = {
  field: EditedField;
  at: number;
  of: number;
  open: boolean;
  problem: string | null;
  mayChange: boolean;
  inSpanish: boolean;
  toggle(): void;
  change(change: Partial<EditedField>): void;
  move(by: -1 | 1): void;
  archive(): void;
};

/** One question of the leader's own: closed a line, open its settings. Alt with the arrows moves it. */
export function FieldRow(props: Props) {
  const { field, at, of, open, problem, mayChange, toggle, move, archive } = props;
  const name = field.label || "New question";
  const body = useId();
  const buttons = useRef<HTMLDivElement>(null);
  const [pressed, press] = useState<"up" | "down" | null>(null);
  // Moved in the page, the pressed button loses the focus: it gets it back, or its neighbour where it is at the end.
  useEffect(() => {
    if (!pressed) return;
    const [up, down] = buttons.current?.querySelectorAll("button") ?? [];
    const wanted = pressed === "up" ? up : down;
    (wanted?.disabled ? (pressed === "up" ? down : up) : wanted)?.focus();
    press(null);
  }, [pressed]);

  function go(by: -1 | 1) {
    move(by);
    press(by < 0 ? "up" : "down");
  }
  function keys(event: KeyboardEvent) {
    if (!mayChange || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    const by = event.key === "ArrowUp" ? -1 : 1;
    if (at + by >= 0 && at + by < of) go(by);
  }

  return (
    <li className={cn("rounded-card border bg-surface", problem ? "border-bad" : "border-line")} onKeyDown={keys}>
      <div className="flex items-center gap-1 p-1.5">
        <button
          type="button"
          onClick={toggle}
          aria-expanded={open}
          aria-controls={body}
          className="flex min-h-11 min-w-0 flex-1 items-center gap-2 rounded-card px-2 text-left hover:bg-ink/5"
        >
          <ChevronDown
            aria-hidden
            className={cn("size-4 shrink-0 text-muted transition-transform", open && "rotate-180")}
          />
          <span className={cn("min-w-0 truncate font-medium", !field.label && "text-muted")}>{name}</span>
          <Badge>{kindWords[field.kind]}</Badge>
          <span className="ml-auto shrink-0 text-meta text-muted max-sm:hidden">
            {field.onSignUp ? (field.required ? "required" : "optional") : "not on the page"}
          </span>
        </button>
        {mayChange && (
          <div ref={buttons} className="flex shrink-0">
            <Button
              variant="quiet"
              size="icon"
              aria-label={`Move up: ${name}`}
              disabled={at === 0}
              onClick={() => go(-1)}
            >
              <ArrowUp aria-hidden />
            </Button>
            <Button
              variant="quiet"
              size="icon"
              aria-label={`Move down: ${name}`}
              disabled={at === of - 1}
              onClick={() => go(1)}
            >
              <ArrowDown aria-hidden />
            </Button>
          </div>
        )}
      </div>
      <div id={body} hidden={!open} className="grid gap-4 border-line border-t p-4">
        {open && <Details {...props} />}
        {mayChange && (
          <Button variant="outline" size="sm" className="justify-self-start" onClick={archive}>
            <Archive aria-hidden /> {field.id === null ? "Remove" : "Archive; answers are kept"}
          </Button>
        )}
      </div>
    </li>
  );
}

function Details({ field, problem, mayChange, inSpanish, change }: Props) {
  const once = { readOnly: !mayChange };
  return (
    <>
      <Labelled
        label="Question"
        maxLength={80}
        value={field.label}
        error={problem}
        onChange={(event) => change({ label: event.target.value })}
        {...once}
      />
      {inSpanish && (
        <Labelled
          label="The same in Spanish"
          hint="Left empty, the first wording is shown."
          lang="es"
          maxLength={80}
          value={field.labelEs}
          onChange={(event) => change({ labelEs: event.target.value })}
          {...once}
        />
      )}
      {field.kind === "choice" && (
        <Field label="Choices" hint="One a line, in the order in which they are shown.">
          <Textarea
            rows={4}
            value={field.choices.join("\n")}
            onChange={(event) => change({ choices: event.target.value.split("\n") })}
            {...once}
          />
        </Field>
      )}
      <Toggle
        label="On the sign-up page"
        on={field.onSignUp}
        mayChange={mayChange}
        set={(onSignUp) => change({ onSignUp })}
      />
      {field.onSignUp && (
        <Toggle
          label="Must be answered"
          on={field.required}
          mayChange={mayChange}
          set={(required) => change({ required })}
        />
      )}
    </>
  );
}

type ToggleProps = { label: string; hint?: string; on: boolean; mayChange: boolean; set(on: boolean): void };

/** A sentence that is on or off. */
export function Toggle({ label, hint, on, mayChange, set }: ToggleProps) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-center justify-between gap-4">
      <label htmlFor={id} className="min-w-0">
        {label}
        {hint && <span className="block text-meta text-muted">{hint}</span>}
      </label>
      <Switch id={id} checked={on} disabled={!mayChange} onCheckedChange={set} />
    </div>
  );
}
