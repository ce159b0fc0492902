"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";
import type { CallSettings } from "@/lib/calls/settings";
import { spoken } from "@/lib/calls/voices";
import type { ActionResult } from "@/lib/team/action";
import { Listen } from "./listen";
import { OwnRecording } from "./own-recording";

export type CallsFields = Omit<CallSettings, "leaderId">;

type Props = {
  settings: CallsFields;
  /** Characters of the greeting at most. */
  longest: number;
  mayChange: boolean;
  save: (fields: CallsFields) => Promise<ActionResult<null>>;
};

const select = "h-11 w-full rounded-card border border-muted/60 bg-surface px-3 text-[16px] text-ink md:text-base";

/** What a caller hears, may leave, and is texted afterwards. */
export function CallsForm({ settings, longest, mayChange, save }: Props) {
  const [fields, setFields] = useState(settings);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<CallsFields>) => {
    setProblem(null);
    setFields((now) => ({ ...now, ...change }));
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const answer = await save(fields).catch(() => null);
    setBusy(false);
    if (answer?.ok) toast.success("Saved. The next caller hears it.");
    else setProblem(answer?.message ?? "Tenfour could not be reached. What you typed is still here.");
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      <fieldset disabled={!mayChange} className="grid gap-6">
        <Segmented
          label="How the greeting is given"
          value={fields.speaks}
          options={[
            { value: "text", label: "Spoken for you" },
            { value: "recording", label: "Your own voice" },
          ]}
          onChange={(speaks) => set({ speaks })}
          className="max-w-sm"
        />
        {fields.speaks === "text" ? (
          <Spoken fields={fields} longest={longest} set={set} />
        ) : (
          <OwnRecording id={fields.recordingId} mayChange={mayChange} onKept={(recordingId) => set({ recordingId })} />
        )}
        <Choice
          label="Callers may leave a message"
          hint="After the greeting there is a beep; they speak for up to a minute. You hear it in their thread."
          checked={fields.takesMessages}
          onChange={(takesMessages) => set({ takesMessages })}
        />
        <Choice
          label="Text unknown callers the sign-up link"
          hint="Once, after their call, with the words of your first answer. Only numbers of the US and Canada, and nobody who opted out."
          checked={fields.textsAfter}
          onChange={(textsAfter) => set({ textsAfter })}
        />
      </fieldset>
      <p role="alert" className="text-bad text-meta empty:hidden">
        {problem}
      </p>
      {mayChange && (
        <Button type="submit" busy={busy} className="justify-self-start">
          Save
        </Button>
      )}
    </form>
  );
}

type SpokenProps = { fields: CallsFields; longest: number; set: (change: Partial<CallsFields>) => void };

function Spoken({ fields, longest, set }: SpokenProps) {
  const voices = spoken.find((one) => one.language === fields.language)?.voices ?? 1;
  const count = [...fields.greeting].length;
  return (
    <div className="grid gap-4">
      <Field
        label="What is said"
        hint="A sentence or two. If callers may leave a message, say that they can speak after the beep."
        error={count > longest ? `${count - longest} characters too many.` : null}
      >
        <Textarea rows={4} value={fields.greeting} onChange={(event) => set({ greeting: event.target.value })} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Language">
          <select
            className={select}
            value={fields.language}
            onChange={(event) => set({ language: event.target.value, style: 0 })}
          >
            {spoken.map(({ language, name }) => (
              <option key={language} value={language}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Voice">
          <select
            className={select}
            value={fields.style}
            onChange={(event) => set({ style: Number(event.target.value) })}
          >
            {Array.from({ length: voices }, (_, style) => (
              <option key={style} value={style}>
                Voice {style + 1}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Listen words={fields.greeting} language={fields.language} />
    </div>
  );
}

type ChoiceProps = { label: string; hint: ReactNode; checked: boolean; onChange: (checked: boolean) => void };

function Choice({ label, hint, checked, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-4">
      <Switch id={id} aria-describedby={`${id}-hint`} checked={checked} onCheckedChange={onChange} className="mt-0.5" />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-meta text-muted">
          {hint}
        </p>
      </div>
    </div>
  );
}
