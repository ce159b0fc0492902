"use client";

import { Textarea } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { OneOf } from "./one-of";

type Props = {
  leaderName: string;
  source: string;
  onSource: (words: string) => void;
  proof: boolean | null;
  onProof: (proof: boolean) => void;
};

/** Where consent comes from, and whether it can be proven (TCPA, 47 CFR 64.1200). */
export function ConsentSource({ leaderName, source, onSource, proof, onProof }: Props) {
  return (
    <section className="grid gap-4" aria-labelledby="consent-title">
      <div className="grid gap-1.5">
        <h2 id="consent-title" className="font-semibold text-[17px]">
          Where did these people agree to texts from {leaderName}?
        </h2>
        <Label htmlFor="source" className="sr-only">
          Source of their consent
        </Label>
        <Textarea
          id="source"
          required
          maxLength={600}
          value={source}
          placeholder="For example: signed up at the merch table, spring tour 2026"
          onChange={(event) => onSource(event.target.value)}
        />
      </div>
      <OneOf
        label="Do you have proof?"
        value={proof === null ? null : proof ? "yes" : "no"}
        onChange={(value) => onProof(value === "yes")}
        options={[
          [
            "yes",
            "Yes, I attest that I have each person’s written consent to recurring texts",
            "They become active and can get broadcasts, except rows the file marks as opted out or not subscribed. Your name and this source go into each member’s consent log.",
          ],
          ["no", "No, or not for everyone", "They’re added as invited and get no broadcasts until they sign up."],
        ]}
      />
    </section>
  );
}
