"use client";

import { type ReactNode, useId, useState } from "react";
import { Switch } from "@/components/ui/switch";
import { type Switches, talk } from "./talk";

type Props = { switches: Switches; onTurn(): void };

const shares = [0, 0.1, 0.3, 0.5, 1] as const;
const shareWords = shares.map(
  (share) => [String(share), share === 0 ? "None" : share === 1 ? "All" : `${share * 100}%`] as const,
);

/** What the carrier does to the texts: slow, refuse, lose, repeat. */
export function SwitchesPanel({ switches, onTurn }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const turn = (change: Partial<Switches>) =>
    talk("switches", "POST", change)
      .then(() => setProblem(null))
      .catch((error: Error) => setProblem(error.message))
      .finally(onTurn);
  const share = (name: "throttling" | "failures" | "dropAfterAccept" | "duplicates") => ({
    value: String(switches[name]),
    options: shareWords,
    onChange: (value: string) => turn({ [name]: Number(value) }),
  });
  return (
    <section aria-labelledby="switches-title" className="self-start rounded-card border border-line bg-surface p-4">
      <h2 id="switches-title" className="font-medium">
        How does the carrier behave?
      </h2>
      <p className="mt-1 text-meta text-muted">Make trouble on purpose and see what the leader sees.</p>
      {problem && (
        <p role="alert" className="mt-2 text-bad text-meta">
          {problem}
        </p>
      )}
      <div className="mt-3 divide-y divide-line">
        <Choice
          label="Outage"
          value={switches.outage}
          options={[
            ["off", "No"],
            ["refuse", "Answers “unavailable”"],
            ["drop", "Hangs up"],
            ["silent", "Takes requests, never answers"],
            ["gateway", "Gateway times out"],
          ]}
          onChange={(outage) => turn({ outage: outage as Switches["outage"] })}
        />
        <Choice label="Texts turned away as too many" {...share("throttling")} />
        <Choice label="Texts that never arrive" {...share("failures")} />
        <Choice
          label="Reason they do not arrive"
          value={switches.failureCode}
          options={[
            ["1170", "No such number"],
            ["1240", "Opted out"],
            ["1210", "Taken for spam"],
            ["1330", "Unknown"],
          ]}
          onChange={(failureCode) => turn({ failureCode })}
        />
        <Choice label="Line breaks after accepting" {...share("dropAfterAccept")} />
        <Choice
          label="Every text is refused"
          value={String(switches.refuseWith)}
          options={[
            ["0", "No"],
            ["402", "Out of credit"],
            ["401", "Wrong keys"],
            ["403", "Not allowed"],
            ["422", "Invalid"],
          ]}
          onChange={(value) => turn({ refuseWith: Number(value) as Switches["refuseWith"] })}
        />
        <Toggle label="Receipts" checked={switches.receipts} onChange={(receipts) => turn({ receipts })} />
        <Choice
          label="Receipts come after"
          value={String(switches.receiptDelayMs)}
          options={[
            ["0", "No time"],
            ["400", "0.4 seconds"],
            ["3000", "3 seconds"],
            ["15000", "15 seconds"],
            ["60000", "A minute"],
          ]}
          onChange={(value) => turn({ receiptDelayMs: Number(value) })}
        />
        <Toggle label="Receipts out of order" checked={switches.shuffle} onChange={(shuffle) => turn({ shuffle })} />
        <Choice label="Webhooks brought twice" {...share("duplicates")} />
        <Choice
          label="Dialect"
          value={switches.dialect}
          options={[
            ["messages", "Messages API"],
            ["sms", "Older SMS API"],
          ]}
          onChange={(dialect) => turn({ dialect: dialect as Switches["dialect"] })}
        />
      </div>
    </section>
  );
}

function Row({ label, id, children }: { label: string; id: string; children: ReactNode }) {
  return (
    <div className="flex min-h-12 items-center justify-between gap-3 py-1.5">
      <label htmlFor={id} className="min-w-0">
        {label}
      </label>
      {children}
    </div>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  onChange(value: string): void;
};

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId();
  // A value set from elsewhere (a test, a script) is shown as it is.
  const known = options.some(([option]) => option === value);
  return (
    <Row label={label} id={id}>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-10 max-w-[55%] shrink-0 rounded-card border border-muted/60 bg-surface px-2 text-ink"
      >
        {!known && <option value={value}>{value}</option>}
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </Row>
  );
}

function Toggle({ label, checked, onChange }: { label: string; checked: boolean; onChange(checked: boolean): void }) {
  const id = useId();
  return (
    <Row label={label} id={id}>
      <Switch id={id} checked={checked} onCheckedChange={onChange} />
    </Row>
  );
}
