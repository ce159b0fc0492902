"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useConfirmed } from "@/components/settings/security/use-action";
import { Labelled, Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { ShownLine } from "@/lib/carrier/connect";
import { type KeysForm, keysForm } from "@/lib/carrier/keys-form";
import type { ActionResult } from "@/lib/team/action";
import { KeyDrop } from "./key-drop";

export type KeysProps = {
  shown: ShownLine;
  connect: (form: KeysForm) => Promise<ActionResult<{ field: string; sentence: string } | { shown: ShownLine }>>;
  disconnect: (nothing: Record<string, never>) => Promise<ActionResult<ShownLine>>;
  changed: (shown: ShownLine) => void;
};

const methods = {
  "": "Off",
  sha256: "SHA256 HMAC",
  sha512: "SHA512 HMAC",
  sha1: "SHA1 HMAC",
  md5: "MD5 HMAC",
  md5hash: "MD5 hash",
};
const away = "Tenfour could not be reached. What you typed is still here.";

/** The account's keys. Secrets go in and never come back: of those that are kept only the end is shown. */
export function KeysFields({ shown, connect, disconnect, changed }: KeysProps) {
  const confirmed = useConfirmed();
  const [form, setForm] = useState<KeysForm>({
    apiKey: shown.apiKey,
    apiSecret: "",
    signatureSecret: "",
    signatureMethod: shown.signatureMethod,
    applicationId: shown.applicationId,
    privateKey: "",
  });
  const [problem, setProblem] = useState<{ field: string; sentence: string } | null>(null);
  const [busy, setBusy] = useState<"connect" | "disconnect" | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const issue = keysForm.safeParse(form).error?.issues[0];
    if (issue) return setProblem({ field: String(issue.path[0]), sentence: issue.message });
    setBusy("connect");
    const answer = await confirmed(() => connect(form));
    setBusy(null);
    if (answer === undefined) return;
    if (!answer?.ok) return setProblem({ field: "", sentence: answer?.message ?? away });
    if ("field" in answer.data) return setProblem(answer.data);
    toast.success("Connected. Texts go through Vonage from now on.");
    changed(answer.data.shown);
  }

  async function leave() {
    setBusy("disconnect");
    const answer = await confirmed(() => disconnect({}));
    setBusy(null);
    if (answer === undefined) return;
    if (!answer?.ok) return setProblem({ field: "", sentence: answer?.message ?? away });
    toast.success("The keys are forgotten.");
    changed(answer.data);
  }

  const put = (field: keyof KeysForm, value: string) => {
    setProblem(null);
    setForm((was) => ({ ...was, [field]: value }));
  };
  const bind = (field: keyof KeysForm) => ({
    name: field,
    value: form[field],
    autoComplete: "off",
    spellCheck: false,
    disabled: shown.fixed.includes(field),
    error: problem?.field === field ? problem.sentence : null,
    onChange: (event: { target: { value: string } }) => put(field, event.target.value),
  });
  const fixed = (field: keyof KeysForm, otherwise: string) =>
    shown.fixed.includes(field) ? "Set in the environment, which wins over this page." : otherwise;
  const secret = (field: "apiSecret" | "signatureSecret", otherwise: string) =>
    fixed(field, shown[field] ? `One is kept (${shown[field]}). Leave it empty to keep it.` : otherwise);

  return (
    <form onSubmit={submit} noValidate className="grid gap-5 border-t border-line pt-8">
      <div className="grid gap-1">
        <h2 className="text-lg font-semibold">{shown.by === "stored" ? "The account’s keys" : "Connect Vonage"}</h2>
        <p className="text-muted">
          Keys are sealed before they are stored, are never shown again, and never leave this machine but to Vonage.
        </p>
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <Labelled label="API key" hint={fixed("apiKey", "At the top of the Vonage dashboard.")} {...bind("apiKey")} />
        <Labelled
          label="API secret"
          type="password"
          hint={secret("apiSecret", "Beside the key.")}
          {...bind("apiSecret")}
          autoComplete="new-password"
        />
        <Labelled
          label="Signature secret"
          type="password"
          hint={secret("signatureSecret", "Settings → API settings. It proves that texts come from Vonage.")}
          {...bind("signatureSecret")}
          autoComplete="new-password"
        />
        <Field
          label="SMS API webhooks"
          hint={fixed("signatureMethod", "Only for accounts that still use the older SMS API: how it signs.")}
        >
          <select
            value={form.signatureMethod}
            disabled={shown.fixed.includes("signatureMethod")}
            onChange={(event) => put("signatureMethod", event.target.value)}
            className="h-11 w-full rounded-card border border-muted/60 bg-surface px-3 text-[16px] md:text-base"
          >
            {Object.entries(methods).map(([method, name]) => (
              <option key={method} value={method}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Labelled
        label="Application id"
        hint={fixed("applicationId", "Applications → yours. It needs the capabilities Messages and Voice.")}
        {...bind("applicationId")}
      />
      <KeyDrop
        kept={shown.privateKey}
        fixed={shown.fixed.includes("privateKey")}
        value={form.privateKey}
        error={problem?.field === "privateKey" ? problem.sentence : null}
        change={(value) => put("privateKey", value)}
      />
      <Problem sentence={problem?.field === "" ? problem.sentence : null} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={busy === "connect"} disabled={busy !== null}>
          {shown.by === "stored" ? "Save the keys" : "Connect Vonage"}
        </Button>
        {(shown.by === "stored" || shown.by === "locked") && (
          <Button variant="outline" busy={busy === "disconnect"} disabled={busy !== null} onClick={leave}>
            Disconnect and forget the keys
          </Button>
        )}
      </div>
    </form>
  );
}
