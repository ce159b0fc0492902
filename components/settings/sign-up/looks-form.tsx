"use client";

import { Labelled } from "@/components/sign-in/labelled";
import { Label } from "@/components/ui/label";
import { Segmented } from "@/components/ui/segmented";
import type { Draft, Looks } from "./draft";
import { Toggle } from "./field-row";

type Props = {
  looks: Looks;
  mayChange: boolean;
  problem: { field: string; sentence: string } | null;
  change(change: Partial<Draft["looks"]>): void;
};

const accents = ["#2b50c8", "#0f766e", "#7c3aed", "#be185d", "#c2410c", "#1f2937"];

/** Colour, words, languages, age, and the contact card. */
export function LooksForm({ looks, mayChange, problem, change }: Props) {
  const wrong = (field: keyof Looks) => (problem?.field === field ? problem.sentence : null);
  const bind = (field: "greeting" | "greetingEs" | "textWords" | "minAge") => ({
    value: looks[field],
    readOnly: !mayChange,
    error: wrong(field),
    onChange: (event: { target: { value: string } }) => change({ [field]: event.target.value }),
  });
  return (
    <div className="grid gap-6">
      <h2 className="text-lg font-semibold">Looks and words</h2>
      <div className="grid gap-2">
        <Label htmlFor="accent">Colour of your pages</Label>
        <div className="flex flex-wrap items-center gap-2">
          {accents.map((accent) => (
            <button
              key={accent}
              type="button"
              disabled={!mayChange}
              aria-label={`Colour ${accent}`}
              aria-pressed={looks.accent === accent}
              onClick={() => change({ accent })}
              style={{ background: accent }}
              className="size-11 rounded-full outline-offset-2 aria-pressed:outline-2 aria-pressed:outline-ink"
            />
          ))}
          <input
            id="accent"
            type="color"
            disabled={!mayChange}
            value={looks.accent}
            onChange={(event) => change({ accent: event.target.value })}
            className="h-11 w-16 cursor-pointer rounded-card border border-muted/60 bg-surface p-1"
          />
        </div>
      </div>
      <div className="grid gap-2">
        <span className="font-medium">Languages of your pages</span>
        <Segmented
          label="Languages of your pages"
          value={looks.languages}
          onChange={(languages) => mayChange && change({ languages })}
          options={[
            { value: "both", label: "As the phone asks" },
            { value: "en", label: "English" },
            { value: "es", label: "Spanish" },
          ]}
        />
      </div>
      <Labelled label="Greeting" hint="One sentence under your name." maxLength={200} {...bind("greeting")} />
      {looks.languages !== "en" && (
        <Labelled
          label="Greeting in Spanish"
          hint="Left empty, the first one is shown."
          lang="es"
          maxLength={200}
          {...bind("greetingEs")}
        />
      )}
      <Labelled
        label="Words that stand ready when somebody taps “Text me”"
        hint="They can change them before sending."
        maxLength={160}
        {...bind("textWords")}
      />
      <div className="grid max-w-64 gap-2">
        <Labelled
          label="Minimum age"
          hint="13 at least. Where you ask for 18 or 21, nobody younger gets in."
          inputMode="numeric"
          maxLength={2}
          {...bind("minAge")}
        />
      </div>
      <div className="grid gap-1">
        <h2 className="text-lg font-semibold">Contact card</h2>
        <Toggle
          label="Answer CARD or CONTACT with it"
          on={looks.cardOnRequest}
          mayChange={mayChange}
          set={(cardOnRequest) => change({ cardOnRequest })}
        />
        <Toggle
          label="Bring it along with the welcome"
          hint="The page after signing up offers it anyway."
          on={looks.cardAfterSignUp}
          mayChange={mayChange}
          set={(cardAfterSignUp) => change({ cardAfterSignUp })}
        />
        <Segmented
          label="How the contact card goes"
          value={looks.cardAs}
          onChange={(cardAs) => mayChange && change({ cardAs })}
          options={[
            { value: "link", label: "As a link" },
            { value: "mms", label: "As a card (MMS)" },
          ]}
          className="mt-1 max-w-80"
        />
        <p className="text-meta text-muted">A card is saved with one tap, and costs an MMS each.</p>
      </div>
    </div>
  );
}
