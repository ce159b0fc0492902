"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Labelled } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Bubble } from "@/components/welcome/bubble";
import { leaderSettings } from "@/lib/leaders/settings-fields";
import type { Leader } from "@/lib/leaders/table";
import type { ActionResult } from "@/lib/team/action";

type Settings = Pick<Leader, "name" | "timeZone" | "firstAnswer" | "contact" | "termsUrl" | "privacyUrl">;
type Fields = { [Name in keyof Settings]: string };
type Props = {
  settings: Settings;
  publicUrl: string;
  mayChange: boolean;
  save: (fields: Fields) => Promise<ActionResult<void>>;
};

/** Words, colour and rules of a leader, saved together. */
export function SettingsForm({ settings, publicUrl, mayChange, save }: Props) {
  const [fields, setFields] = useState(() => asText(settings));
  const [problem, setProblem] = useState<{ field: string; sentence: string } | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = leaderSettings.safeParse(fields);
    const issue = parsed.error?.issues[0];
    if (issue) return setProblem({ field: String(issue.path[0]), sentence: issue.message });
    setBusy(true);
    const answer = await save(fields).catch(() => null);
    setBusy(false);
    if (answer?.ok) toast.success("Saved.");
    else toast.error(answer?.message ?? "Tenfour could not be reached. What you typed is still here.");
  }

  const bind = (field: keyof Fields) => ({
    name: field,
    value: fields[field],
    readOnly: !mayChange,
    error: problem?.field === field ? problem.sentence : null,
    onChange: (event: { target: { value: string } }) => {
      setProblem(null);
      setFields({ ...fields, [field]: event.target.value });
    },
  });
  const { error: wordsError, ...words } = bind("firstAnswer");

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      <h2 className="text-lg font-semibold">Words</h2>
      <Labelled label="Name" maxLength={60} {...bind("name")} />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Field label="First answer" hint="{{link}} becomes the sign-up link." error={wordsError}>
          <Textarea rows={8} {...words} />
        </Field>
        <Bubble words={fields.firstAnswer} publicUrl={publicUrl} />
      </div>
      <Labelled
        label="Contact for HELP"
        hint="An e-mail address or a page, named when somebody texts HELP."
        maxLength={120}
        {...bind("contact")}
      />
      <Labelled label="Time zone" autoComplete="off" spellCheck={false} {...bind("timeZone")} />
      <Labelled label="Terms" hint="Left empty, Tenfour’s own page is linked." type="url" {...bind("termsUrl")} />
      <Labelled label="Privacy policy" type="url" {...bind("privacyUrl")} />
      {mayChange && (
        <Button type="submit" busy={busy} className="justify-self-start">
          Save
        </Button>
      )}
    </form>
  );
}

function asText({ name, timeZone, firstAnswer, contact, termsUrl, privacyUrl }: Settings): Fields {
  return { name, timeZone, firstAnswer, contact, termsUrl: termsUrl ?? "", privacyUrl: privacyUrl ?? "" };
}
