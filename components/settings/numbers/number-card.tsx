"use client";

import { ChevronDown } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Labelled, Problem } from "@/components/sign-in/labelled";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Switch } from "@/components/ui/switch";
import { campaignWords, mayBeBlocked } from "@/lib/numbers/campaign";
import { showPhone } from "@/lib/numbers/phone";
import { CampaignFields } from "./campaign-fields";
import { away, featuresInWords, kindWords, type NumberActions, type ShownNumber } from "./kinds";
import { Release } from "./release";

type Props = {
  number: ShownNumber;
  first: boolean;
  mayChange: boolean;
  actions: NumberActions;
  changed: () => void;
};

/** One number: what it is, how fast it may send, who answers STOP, where its registration stands. */
export function NumberCard({ number, first, mayChange, actions, changed }: Props) {
  const { phone, kind } = number;
  const state = number.campaign.state ?? "not_started";
  const what = [kindWords[kind], featuresInWords(number.features), first ? "sends the sign-in codes" : ""];
  return (
    <li className="grid gap-4 rounded-card border border-line bg-surface p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-0.5">
          <div className="flex items-center gap-1">
            <h2 className="text-xl font-semibold tabular-nums">{showPhone(phone)}</h2>
            <CopyButton text={phone} label={`Copy ${showPhone(phone)}`} />
          </div>
          <p className="text-meta text-muted">{what.filter(Boolean).join(" · ")}</p>
        </div>
        {kind !== "short_code" && <Badge tone={campaignWords[state].tone}>{campaignWords[state].label}</Badge>}
      </div>
      {number.pausedReason && (
        <p role="status" className="rounded-card bg-bad-soft px-3 py-2 text-bad">
          Sending stands still. {number.pausedReason}
        </p>
      )}
      {mayBeBlocked(kind, number.campaign) && (
        <p className="text-meta text-muted">
          US carriers block texts from numbers that are not registered. The list below says what is to be done.
        </p>
      )}
      <details className="group">
        <summary className="flex min-h-11 list-none items-center gap-1.5 font-medium [&::-webkit-details-marker]:hidden">
          <ChevronDown aria-hidden className="size-4 transition-transform duration-150 group-open:rotate-180" />
          Rates, STOP and registration
        </summary>
        <NumberForm number={number} mayChange={mayChange} actions={actions} changed={changed} />
      </details>
    </li>
  );
}

function NumberForm({ number, mayChange, actions, changed }: Omit<Props, "first">) {
  const [perSecond, setPerSecond] = useState(asText(number.partsPerSecond));
  const [perDay, setPerDay] = useState(asText(number.partsPerDay));
  const [answersStop, setAnswersStop] = useState(number.carrierAnswersStop);
  const [campaign, setCampaign] = useState(number.campaign);
  const [sentence, setSentence] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!mayChange || busy) return;
    const wrong = [perSecond, perDay].some((text) => text !== "" && !/^\d{1,9}$/.test(text.replaceAll(",", "")));
    if (wrong) return setSentence("Rates are whole numbers; left empty there is no limit.");
    setBusy(true);
    setSentence(null);
    const answer = await actions
      .saveNumber({
        phone: number.phone,
        partsPerSecond: asNumber(perSecond),
        partsPerDay: asNumber(perDay),
        carrierAnswersStop: answersStop,
        campaign,
      })
      .catch(() => null);
    setBusy(false);
    if (!answer?.ok) return setSentence(answer?.message ?? away);
    toast.success("Saved.");
    changed();
  }

  const labelId = `stop-${number.phone}`;
  return (
    <form noValidate onSubmit={save} className="grid gap-6 pt-3">
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <Labelled
          label="Parts per second"
          hint="As the campaign allows. Empty: as fast as the carrier takes them."
          inputMode="numeric"
          value={perSecond}
          readOnly={!mayChange}
          onChange={(event) => setPerSecond(event.target.value)}
        />
        <Labelled
          label="Parts per day"
          hint="For broadcasts; T-Mobile caps a brand’s day. Empty: no cap."
          inputMode="numeric"
          value={perDay}
          readOnly={!mayChange}
          onChange={(event) => setPerDay(event.target.value)}
        />
      </div>
      <div className="flex items-start gap-3">
        <Switch
          checked={answersStop}
          disabled={!mayChange}
          onCheckedChange={setAnswersStop}
          aria-labelledby={labelId}
          className="mt-0.5"
        />
        <div className="min-w-0">
          <p id={labelId} className="font-medium">
            The carrier answers STOP itself
          </p>
          <p className="text-meta text-muted">
            {answersStop
              ? "Tenfour opts people out all the same, but leaves the confirmation to the carrier."
              : "Tenfour opts people out and confirms it with one text."}
            {number.kind === "toll_free" ? " On toll-free numbers the carrier always does." : ""}
          </p>
        </div>
      </div>
      <CampaignFields kind={number.kind} campaign={campaign} mayChange={mayChange} change={setCampaign} />
      <Problem sentence={sentence} />
      {mayChange && (
        <div className="flex flex-wrap justify-between gap-3">
          <Button type="submit" busy={busy}>
            Save
          </Button>
          <Release phone={number.phone} actions={actions} changed={changed} />
        </div>
      )}
    </form>
  );
}

const asText = (rate: number | null) => (rate === null ? "" : String(rate));
const asNumber = (text: string) => (text.trim() === "" ? null : Number(text.replaceAll(",", "")));
