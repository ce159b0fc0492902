"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { mostOnPage, newField } from "@/lib/fields/draft";
import { type FieldKind, fieldKinds } from "@/lib/fields/kinds";
import type { Field } from "@/lib/fields/queries";
import { type SignUpPageInput, signUpPage } from "@/lib/fields/sign-up-page";
import type { PageSettings } from "@/lib/leaders/page-settings";
import type { ActionResult } from "@/lib/team/action";
import { type Draft, type EditedField, edited, kindWords, moved } from "./draft";
import { FieldRow } from "./field-row";
import { LooksForm } from "./looks-form";
import { Preview } from "./preview";

type Saved = { fields: Field[]; archived: Field[] };
type Props = Saved & {
  looks: PageSettings;
  mayChange: boolean;
  save: (page: SignUpPageInput) => Promise<ActionResult<Saved>>;
};
type Trouble = { at: "looks" | "fields"; field: string; sentence: string };

/** The sign-up page being made: looks and questions at the left, the page itself in a phone at the right. */
export function Editor({ looks, fields, archived, mayChange, save }: Props) {
  const [draft, setDraft] = useState<Draft>({
    looks: { ...looks, minAge: String(looks.minAge) },
    fields: fields.map(edited),
  });
  const [away, setAway] = useState(archived);
  const [open, setOpen] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [said, say] = useState("");
  const [busy, setBusy] = useState(false);
  const kept = useRef(JSON.stringify(draft));
  const changed = JSON.stringify(draft) !== kept.current;
  useLeaveWarning(changed);

  function change(next: Partial<Draft>) {
    setTrouble(null);
    setDraft((before) => ({ ...before, ...next }));
  }
  const changeField = (key: string, to: Partial<EditedField>) =>
    change({ fields: draft.fields.map((field) => (field.key === key ? { ...field, ...to } : field)) });

  function add(kind: FieldKind) {
    const key = `new${Date.now()}${draft.fields.length}`;
    const onSignUp = draft.fields.filter((field) => field.onSignUp).length < mostOnPage;
    change({ fields: [...draft.fields, { ...newField(kind), onSignUp, key }] });
    setOpen(key);
  }
  function move(key: string, by: -1 | 1) {
    const next = moved(draft.fields, key, by);
    change({ fields: next });
    say(`Moved to ${next.findIndex((field) => field.key === key) + 1} of ${next.length}.`);
  }
  function archive(field: EditedField) {
    change({ fields: draft.fields.filter((one) => one.key !== field.key) });
    const before = [...fields, ...away].find((one) => one.id === field.id);
    if (before) setAway([...away.filter((one) => one.id !== before.id), before]);
  }
  function bringBack(field: Field) {
    setAway(away.filter((one) => one.id !== field.id));
    change({ fields: [...draft.fields, edited(field)] });
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const page = { looks: draft.looks, fields: draft.fields.map(({ key, ...field }) => field) };
    const issue = signUpPage.safeParse(page).error?.issues[0];
    if (issue) {
      const at = issue.path[0] === "looks" ? "looks" : "fields";
      const field = at === "looks" ? String(issue.path[1]) : (draft.fields[Number(issue.path[1])]?.key ?? "");
      if (at === "fields" && field) setOpen(field);
      return setTrouble({ at, field, sentence: issue.message });
    }
    setBusy(true);
    const answer = await save(page).catch(() => null);
    setBusy(false);
    if (!answer?.ok)
      return setTrouble({
        at: "fields",
        field: "",
        sentence: answer?.message ?? "Tenfour could not be reached. What you changed is still here.",
      });
    const next = { ...draft, fields: answer.data.fields.map(edited) };
    kept.current = JSON.stringify(next);
    setDraft(next);
    setAway(answer.data.archived);
    setOpen(null);
    toast.success("Saved. The page shows it now.");
  }

  return (
    <form onSubmit={submit} noValidate className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="grid min-w-0 gap-10">
        <section className="grid gap-3">
          <h2 className="text-lg font-semibold">Your own questions</h2>
          <p className="text-muted">
            Name, birthday, city, gender and e-mail are asked anyway. Everything more costs sign-ups: ask what you will
            use.
          </p>
          <ol className="grid gap-2">
            {draft.fields.map((field, at) => (
              <FieldRow
                key={field.key}
                field={field}
                at={at}
                of={draft.fields.length}
                open={open === field.key}
                problem={trouble?.at === "fields" && trouble.field === field.key ? trouble.sentence : null}
                mayChange={mayChange}
                inSpanish={draft.looks.languages !== "en"}
                toggle={() => setOpen(open === field.key ? null : field.key)}
                change={(to) => changeField(field.key, to)}
                move={(by) => move(field.key, by)}
                archive={() => archive(field)}
              />
            ))}
          </ol>
          <p aria-live="polite" className="sr-only">
            {said}
          </p>
          {mayChange && (
            <fieldset className="flex flex-wrap items-center gap-2">
              <legend className="mb-1.5 text-meta text-muted">Add a question whose answer is</legend>
              {fieldKinds.map((kind) => (
                <Button key={kind} variant="outline" onClick={() => add(kind)}>
                  {kindWords[kind]}
                </Button>
              ))}
            </fieldset>
          )}
          <Archived fields={away} mayChange={mayChange} bringBack={bringBack} />
        </section>
        <LooksForm
          looks={draft.looks}
          mayChange={mayChange}
          problem={trouble?.at === "looks" ? trouble : null}
          change={(to) => change({ looks: { ...draft.looks, ...to } })}
        />
        {mayChange && (
          <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-3 border-line border-t bg-canvas px-4 py-3">
            <Button type="submit" busy={busy} disabled={!changed}>
              Save
            </Button>
            <Problem sentence={trouble?.sentence} />
            {!trouble && changed && <p className="text-meta text-muted">Not saved yet</p>}
          </div>
        )}
      </div>
      <Preview draft={draft} />
    </form>
  );
}

type ArchivedProps = { fields: Field[]; mayChange: boolean; bringBack(field: Field): void };

function Archived({ fields, mayChange, bringBack }: ArchivedProps) {
  if (fields.length === 0) return null;
  return (
    <details>
      <summary className="min-h-11 cursor-pointer py-2 text-muted">Archived questions ({fields.length})</summary>
      <ul className="grid gap-1">
        {fields.map((field) => (
          <li key={field.id} className="flex min-h-11 items-center justify-between gap-3">
            <span className="min-w-0 truncate">
              {field.label} <span className="text-meta text-muted">{kindWords[field.kind]}</span>
            </span>
            {mayChange && (
              <Button
                variant="quiet"
                size="sm"
                aria-label={`Bring back: ${field.label}`}
                onClick={() => bringBack(field)}
              >
                Bring back
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The browser asks before a tab with unsaved changes is closed. */
function useLeaveWarning(changed: boolean) {
  useEffect(() => {
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [changed]);
}
