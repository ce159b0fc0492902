"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Labelled } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { frequency } from "@/lib/broadcasts/frequency";
import type { ActionResult } from "@/lib/team/action";

type Fields = { perDay: string; perWeek: string };
type Props = {
  perDay: number | null;
  perWeek: number | null;
  mayChange: boolean;
  save: (fields: Fields) => Promise<ActionResult<void>>;
};

/** How many broadcasts a member may get; what is written one to one does not count. */
export function FrequencyForm({ perDay, perWeek, mayChange, save }: Props) {
  const [fields, setFields] = useState<Fields>({ perDay: String(perDay ?? ""), perWeek: String(perWeek ?? "") });
  const [problem, setProblem] = useState<{ field: string; sentence: string } | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const issue = frequency.safeParse(fields).error?.issues[0];
    if (issue) return setProblem({ field: String(issue.path[0]), sentence: issue.message });
    setBusy(true);
    const answer = await save(fields).catch(() => null);
    setBusy(false);
    if (answer?.ok) toast.success("Saved. It holds for every broadcast that starts from now on.");
    else toast.error(answer?.message ?? "Tenfour could not be reached. What you typed is still here.");
  }

  const bind = (field: keyof Fields) => ({
    inputMode: "numeric" as const,
    autoComplete: "off",
    placeholder: "No limit",
    className: "max-w-32",
    value: fields[field],
    readOnly: !mayChange,
    error: problem?.field === field ? problem.sentence : null,
    onChange: (event: { target: { value: string } }) => {
      setProblem(null);
      setFields({ ...fields, [field]: event.target.value });
    },
  });

  return (
    <form onSubmit={submit} noValidate className="grid max-w-xl gap-6">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">How often may one person get a broadcast?</h1>
        <p className="text-muted">
          Who has had that many is left out, and counted, before you send. A broadcast can set this aside for once; the
          laws of some states cannot be set aside. Answers you write to one person never count.
        </p>
      </header>
      <Labelled
        label="In a day, at most"
        hint="A day in your time zone. One is what people put up with."
        {...bind("perDay")}
      />
      <Labelled label="In seven days, at most" {...bind("perWeek")} />
      {mayChange && (
        <Button type="submit" busy={busy} className="justify-self-start">
          Save
        </Button>
      )}
    </form>
  );
}
