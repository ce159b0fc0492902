"use client";

import { Labelled } from "@/components/sign-in/labelled";
import { Field } from "@/components/ui/field";
import type { NumberKind } from "@/lib/carrier/carrier";
import { type Campaign, type CampaignState, campaignStates, campaignWords, checklistOf } from "@/lib/numbers/campaign";

type Props = {
  kind: NumberKind;
  campaign: Campaign;
  mayChange: boolean;
  change: (campaign: Campaign) => void;
};

/** Where the registration stands, and what is still to be done for it. It is done with the carrier, and noted here. */
export function CampaignFields({ kind, campaign, mayChange, change }: Props) {
  const done = campaign.done ?? [];
  const steps = checklistOf(kind);
  const tick = (id: string, on: boolean) =>
    change({ ...campaign, done: on ? [...done, id] : done.filter((one) => one !== id) });
  return (
    <fieldset className="grid gap-4" disabled={!mayChange}>
      <legend className="mb-3 font-semibold">
        {kind === "local" ? "10DLC registration" : kind === "toll_free" ? "Toll-free verification" : "Programme"}
      </legend>
      {kind !== "short_code" && (
        <div className="grid items-end gap-5 sm:grid-cols-2">
          <Field label="Where it stands">
            <select
              value={campaign.state ?? "not_started"}
              onChange={(event) => change({ ...campaign, state: event.target.value as CampaignState })}
              className="h-11 w-full rounded-card border border-muted/60 bg-surface px-3 text-[16px] md:text-base"
            >
              {campaignStates.map((state) => (
                <option key={state} value={state}>
                  {campaignWords[state].label}
                </option>
              ))}
            </select>
          </Field>
          <Labelled
            label={kind === "local" ? "Campaign id" : "Verification id"}
            value={campaign.campaignId ?? ""}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            onChange={(event) => change({ ...campaign, campaignId: event.target.value })}
          />
        </div>
      )}
      <ul className="grid gap-1">
        {steps.map(({ id, words }) => (
          <li key={id}>
            <label className="flex min-h-11 items-start gap-3 py-2.5">
              <input
                type="checkbox"
                checked={done.includes(id)}
                onChange={(event) => tick(id, event.target.checked)}
                className="mt-0.5 size-[18px] shrink-0 accent-accent"
              />
              <span className={done.includes(id) ? "text-muted" : ""}>{words}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
