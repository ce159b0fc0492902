"use client";

import { DateTime } from "luxon";
import { useState } from "react";
import { zoneWords } from "@/components/inbox/times";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";
import { hasPassed, localMoment, type Plan, readMoment } from "@/lib/broadcasts/plan";

type Props = { plan: Plan; timeZone: string; mayWrite: boolean; onChange: (plan: Plan) => void };

const fieldFormat = "yyyy-MM-dd'T'HH:mm";

/** When it is sent: now, at one time for everyone, or at the same local time for each recipient. */
export function WhenFields({ plan, timeZone, mayWrite, onChange }: Props) {
  const always = { notAfter: plan.notAfter, overrideCap: plan.overrideCap };
  const inZone = (iso: string) => DateTime.fromISO(iso, { zone: timeZone }).toFormat(fieldFormat);
  const zone = zoneWords(timeZone);

  function choose(kind: Plan["kind"]) {
    const soon = DateTime.now().setZone(timeZone).plus({ hours: 1 }).startOf("hour");
    const tomorrow = DateTime.now().setZone(timeZone).plus({ days: 1 });
    if (kind === "now") onChange({ kind, ...always });
    if (kind === "at") onChange({ kind, at: soon.toUTC().toISO() ?? "", ...always });
    if (kind === "local") onChange({ kind, day: tomorrow.toISODate() ?? "", time: "10:00", ...always });
  }

  /** Why what was last typed cannot be used: an hour that a clock change leaves out or repeats. */
  const [wrong, setWrong] = useState<{ at?: string; notAfter?: string }>({});
  const read = (field: "at" | "notAfter", typed: string): string | null => {
    const { at, problem } = readMoment(typed, timeZone);
    // A field that is not filled in yet is no mistake.
    setWrong({ ...wrong, [field]: typed === "" ? undefined : (problem ?? undefined) });
    return at;
  };
  return (
    <section className="grid gap-3" aria-labelledby="when">
      <h2 id="when" className="font-medium text-[18px]">
        Schedule
      </h2>
      <fieldset disabled={!mayWrite} className="grid min-w-0 gap-4">
        <Segmented
          label="When"
          value={plan.kind}
          onChange={choose}
          options={[
            { value: "now", label: "Now" },
            { value: "at", label: "At a set time" },
            { value: "local", label: "Recipient’s local time" },
          ]}
        />
        {plan.kind === "at" && (
          <Field
            label="Send at"
            hint={`Your time zone, ${zone}. Anyone in quiet hours gets it when they end.`}
            error={wrong.at ?? passed(plan, timeZone)}
          >
            <Input
              type="datetime-local"
              className="max-w-64"
              value={inZone(plan.at)}
              onChange={(event) => {
                const at = read("at", event.target.value);
                if (at) onChange({ ...plan, at });
              }}
            />
          </Field>
        )}
        {plan.kind === "local" && (
          <div className="flex flex-wrap gap-3">
            <Field label="Date" error={passed(plan, timeZone)}>
              <Input
                type="date"
                value={plan.day}
                onChange={(event) => event.target.value && onChange({ ...plan, day: event.target.value })}
              />
            </Field>
            <Field label="Time where they are">
              <Input
                type="time"
                value={plan.time}
                onChange={(event) => event.target.value && onChange({ ...plan, time: event.target.value.slice(0, 5) })}
              />
            </Field>
          </div>
        )}
        <Option
          label="Stop sending after…"
          hint="Anyone not reached by then is skipped."
          on={plan.notAfter !== null}
          onChange={(on) => {
            const evening = DateTime.now()
              .setZone(timeZone)
              .plus({ days: 1 })
              .set({ hour: 20, minute: 0 })
              .startOf("minute");
            onChange({ ...plan, notAfter: on ? evening.toUTC().toISO() : null });
          }}
        />
        {plan.notAfter !== null && (
          <Field label="Stop sending after" hint={`Your time zone, ${zone}.`} error={wrong.notAfter}>
            <Input
              type="datetime-local"
              className="max-w-64"
              value={inZone(plan.notAfter)}
              onChange={(event) => {
                const notAfter = read("notAfter", event.target.value);
                if (notAfter) onChange({ ...plan, notAfter });
              }}
            />
          </Field>
        )}
        <Option
          label="Ignore my frequency limit"
          hint="State law limits still apply."
          on={plan.overrideCap}
          onChange={(overrideCap) => onChange({ ...plan, overrideCap })}
        />
      </fieldset>
    </section>
  );
}

/** Why the chosen time cannot be used, while it is typed. A local time counts by the leader's own clock here. */
function passed(plan: Plan, timeZone: string): string | undefined {
  if (plan.kind === "now") return undefined;
  const at = plan.kind === "at" ? new Date(plan.at) : localMoment(plan, timeZone);
  return hasPassed(at, new Date()) ? "That time has passed. Choose a later one." : undefined;
}

type OptionProps = { label: string; hint: string; on: boolean; onChange: (on: boolean) => void };

function Option({ label, hint, on, onChange }: OptionProps) {
  return (
    <div className="flex items-start gap-3">
      <Switch aria-label={label} checked={on} onCheckedChange={onChange} className="mt-0.5" />
      <p className="grid gap-0.5">
        <span>{label}</span>
        <span className="text-meta text-muted">{hint}</span>
      </p>
    </div>
  );
}
