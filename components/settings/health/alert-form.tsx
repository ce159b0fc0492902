"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Labelled, Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { type AlertSettings, alertSettings } from "@/lib/health/settings";
import type { ActionResult } from "@/lib/team/action";

type Fields = { [Name in keyof AlertSettings]: string } & { smtpUrl: string };
type Props = {
  settings: AlertSettings;
  kept: { webhookSecret: boolean; smtpUrl: boolean };
  save: (fields: Fields) => Promise<ActionResult<{ webhookSecret: string | null }>>;
  test: (nothing: Record<string, never>) => Promise<ActionResult<string[]>>;
};

const away = "Tenfour could not be reached. What you typed is still here.";

/** Whom to wake, by which way, and from when on. */
export function AlertForm({ settings, kept, save, test }: Props) {
  const [fields, setFields] = useState<Fields>(() => asText(settings));
  const [problem, setProblem] = useState<{ field: string; sentence: string } | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const [busy, setBusy] = useState<"save" | "test" | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const issue = alertSettings.safeParse(fields).error?.issues[0];
    if (issue) return setProblem({ field: String(issue.path[0]), sentence: issue.message });
    setBusy("save");
    const answer = await save(fields).catch(() => null);
    setBusy(null);
    if (!answer?.ok) return setProblem({ field: "", sentence: answer?.message ?? away });
    setFresh(answer.data.webhookSecret);
    toast.success("Saved.");
  }

  async function tryIt() {
    setBusy("test");
    const answer = await test({}).catch(() => null);
    setBusy(null);
    if (!answer?.ok) return setProblem({ field: "", sentence: answer?.message ?? away });
    for (const sentence of answer.data) toast(sentence);
  }

  const bind = (field: keyof Fields) => ({
    name: field,
    value: fields[field],
    autoComplete: "off",
    error: problem?.field === field ? problem.sentence : null,
    onChange: (event: { target: { value: string } }) => {
      setProblem(null);
      setFields({ ...fields, [field]: event.target.value });
    },
  });

  return (
    <form onSubmit={submit} noValidate aria-labelledby="alerts" className="grid gap-5 border-t border-line pt-8">
      <div className="grid gap-1">
        <h2 id="alerts" className="text-lg font-semibold">
          Whom should Tenfour wake?
        </h2>
        <p className="text-muted">
          Each trouble is told once when it has lasted a minute and a half, again after a day, and once when it is over.
        </p>
      </div>
      <Labelled
        label="Web hook"
        type="url"
        inputMode="url"
        hint="Gets a POST in JSON, signed: x-tenfour-signature is the HMAC-SHA256 of the body."
        placeholder="https://…"
        {...bind("webhookUrl")}
      />
      {fresh && (
        <div role="status" className="grid gap-2 rounded-card border border-line bg-surface p-4">
          <p>This is the secret the signatures are made with. It is shown this once; keep it with the receiver.</p>
          <div className="flex flex-wrap items-center gap-2">
            <code className="min-w-0 break-all font-mono text-meta">{fresh}</code>
            <CopyButton text={fresh} label="Copy the secret" />
          </div>
        </div>
      )}
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <Labelled label="E-mail to" inputMode="email" hint="Several with commas." {...bind("emailTo")} />
        <Labelled label="E-mail from" inputMode="email" hint="As your mail server allows." {...bind("emailFrom")} />
      </div>
      <Labelled
        label="Mail server"
        type="password"
        hint={
          kept.smtpUrl
            ? "One is kept. Leave it empty to keep it."
            : "smtp://user:password@mail.example.com:587, sealed."
        }
        {...bind("smtpUrl")}
        autoComplete="new-password"
      />
      <fieldset className="grid items-end gap-5 sm:grid-cols-2">
        <legend className="mb-3 font-semibold">From when on?</legend>
        <Labelled label="Credit is below" inputMode="decimal" {...bind("creditBelow")} />
        <Labelled label="Minutes a text has waited" inputMode="numeric" {...bind("oldestMinutes")} />
        <Labelled label="Percent of texts that failed in an hour" inputMode="decimal" {...bind("failedPercent")} />
        <Labelled label="Gigabytes of disk left" inputMode="decimal" {...bind("diskBelowGb")} />
      </fieldset>
      <Problem sentence={problem?.field === "" ? problem.sentence : null} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={busy === "save"} disabled={busy !== null}>
          Save
        </Button>
        <Button variant="outline" busy={busy === "test"} disabled={busy !== null} onClick={tryIt}>
          Send a test
        </Button>
      </div>
    </form>
  );
}

function asText(settings: AlertSettings): Fields {
  const text = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
  return { ...(text as Omit<Fields, "smtpUrl">), smtpUrl: "" };
}
