"use client";

import { useState } from "react";
import { Labelled } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { OfferedNumber } from "@/lib/carrier/carrier";
import { showPhone } from "@/lib/numbers/phone";
import { digitsOf, isWord } from "@/lib/numbers/spell";
import { BuyDialog } from "./buy-dialog";
import { featuresInWords, type NumberActions, priceInWords } from "./kinds";
import { SpelledNumber } from "./spelled-number";
import { type Feature, useOffers } from "./use-offers";

type Props = { leaderName: string; actions: NumberActions; changed: () => void };

const features: { value: Feature; label: string }[] = [
  { value: "SMS", label: "Texts" },
  { value: "MMS", label: "Pictures" },
  { value: "VOICE", label: "Calls" },
];

/** Numbers for sale: by area code, or by digits that spell a word. */
export function Shop({ leaderName, actions, changed }: Props) {
  const [wish, setWish] = useState("");
  const [kind, setKind] = useState<"local" | "toll_free">("local");
  const [wanted, setWanted] = useState<Feature[]>(["SMS", "MMS", "VOICE"]);
  const [chosen, setChosen] = useState<OfferedNumber | null>(null);
  const offers = useOffers({ wish, kind, features: wanted }, actions.searchNumbers);
  const digits = digitsOf(wish);
  const mark = /^\d{3}$/.test(wish) && kind === "local" ? "" : wish;

  const toggle = (feature: Feature, on: boolean) =>
    setWanted((was) => (on ? [...was, feature] : was.filter((one) => one !== feature)));

  return (
    <section aria-labelledby="shop" className="grid gap-4 border-t border-line pt-8">
      <h2 id="shop" className="text-lg font-semibold">
        Get another number
      </h2>
      <div className="grid items-end gap-4 sm:grid-cols-[minmax(0,1fr)_auto]">
        <Labelled
          label="Area code, digits, or a word"
          hint={
            isWord(wish) && digits
              ? `${wish.toUpperCase()} is ${digits} on a phone’s keys.`
              : "773, 2028, or a word like HOPE."
          }
          type="search"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={10}
          value={wish}
          onChange={(event) => setWish(event.target.value.replace(/[^a-z0-9]/gi, ""))}
        />
        <Segmented
          label="Kind of number"
          value={kind}
          options={[
            { value: "local", label: "Local" },
            { value: "toll_free", label: "Toll-free" },
          ]}
          onChange={setKind}
        />
      </div>
      <fieldset className="flex flex-wrap gap-x-5">
        <legend className="sr-only">It must carry</legend>
        {features.map(({ value, label }) => (
          <label key={value} className="flex h-11 items-center gap-2">
            <input
              type="checkbox"
              checked={wanted.includes(value)}
              disabled={value === "SMS"}
              onChange={(event) => toggle(value, event.target.checked)}
              className="size-[18px] accent-accent"
            />
            {label}
          </label>
        ))}
      </fieldset>
      {offers.sentence && (
        <p role="alert" className="text-bad">
          {offers.sentence}
        </p>
      )}
      <ul className="grid gap-2" aria-busy={offers.loading} aria-label="Numbers for sale">
        {offers.loading && offers.numbers.length === 0
          ? Array.from({ length: 4 }, (_, at) => (
              <li key={at}>
                <Skeleton className="h-14" />
              </li>
            ))
          : offers.numbers.map((offer) => (
              <li
                key={offer.phone}
                className="flex min-h-14 items-center justify-between gap-4 rounded-card border border-line bg-surface px-4 py-2"
              >
                <div className="flex min-w-0 flex-wrap items-baseline gap-x-4">
                  <SpelledNumber phone={offer.phone} wish={mark} />
                  <span className="text-meta text-muted">
                    {featuresInWords(offer.features)} · {priceInWords(offer.monthlyCents)}
                  </span>
                </div>
                <Button
                  size="sm"
                  className="h-10 shrink-0"
                  aria-label={`Buy ${showPhone(offer.phone)}`}
                  onClick={() => setChosen(offer)}
                >
                  Buy
                </Button>
              </li>
            ))}
      </ul>
      <div className="flex items-center justify-between gap-3">
        <p className="text-meta text-muted" aria-live="polite">
          {offers.loading
            ? "Asking the carrier…"
            : offers.numbers.length === 0 && !offers.sentence
              ? "None like that is for sale. Try fewer letters, or another area code."
              : ""}
        </p>
        {offers.more && (
          <Button variant="outline" size="sm" busy={offers.loading} onClick={offers.more}>
            More numbers
          </Button>
        )}
      </div>
      <BuyDialog
        offer={chosen}
        wish={mark}
        leaderName={leaderName}
        buy={actions.buyNumber}
        close={() => setChosen(null)}
        bought={changed}
      />
    </section>
  );
}
