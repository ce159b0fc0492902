"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { Mapping } from "@/lib/imports/columns";
import { type Counts, refusedRows } from "@/lib/imports/counts";
import type { ShownImport } from "@/lib/imports/shown";
import { ruleWords } from "@/lib/imports/words";
import type { FieldName } from "./import-screen";
import { Questions } from "./questions";
import { countWords } from "./sizes";
import { Tally } from "./tally";

type Props = {
  one: ShownImport;
  fields: FieldName[];
  busy: boolean;
  onBegin: () => void;
  /** Checks again, with the dates' order or the meaning of words answered. */
  onAnswer: (mapping: Mapping) => void;
  onBack: () => void;
  onCancel: () => void;
};

/** What would happen, before it does. */
export function CheckReport({ one, fields, busy, onBegin, onAnswer, onBack, onCancel }: Props) {
  const counts = one.foretold ?? one.counts;
  const people = counts.created + counts.updated;
  const refused = refusedRows(counts);
  const known = people + counts.unchanged + (counts.alsoOut ?? 0);
  const undecided = one.mapping.dates === "auto" && mixedDates(counts);
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">{headline(counts, refused)}</h1>
        <p className="text-muted">Nothing has been imported yet. {explained(one)}</p>
      </header>
      <Questions one={one} counts={counts} busy={busy} onAnswer={onAnswer} />
      <Tally counts={counts} fields={fields} done={false} />
      {refused > 0 && <RefusedLink id={one.id} count={refused} />}
      <div className="flex flex-wrap gap-2">
        {known > 0 && !undecided && (
          <Button busy={busy} onClick={onBegin}>
            {buttonWords(one, people, counts.alsoOut ?? 0)}
          </Button>
        )}
        <Button variant="outline" disabled={busy} onClick={onBack}>
          Change columns
        </Button>
        <Button variant="quiet" disabled={busy} onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </section>
  );
}

/** Whether the file has dates of both kinds, so that somebody has to say which it is. */
const mixedDates = ({ dates }: Counts) => (dates?.day_first ?? 0) > 0 && (dates?.month_first ?? 0) > 0;

function explained({ mapping, proof }: ShownImport): string {
  if (mapping.kind === "suppression") return "These numbers will be opted out and never texted.";
  return `${ruleWords[mapping.rule]}. ${proof ? activeWords : invitedWords}`;
}
const activeWords =
  "You attested to proof of consent, so people become active unless the file says they opted out or haven’t subscribed.";
const invitedWords = "People are added as invited and get no broadcasts until they sign up.";

function buttonWords({ mapping }: ShownImport, people: number, alsoOut: number): string {
  if (people === 0) return alsoOut > 0 ? `Opt out ${countWords(alsoOut, "number")}` : "Import anyway";
  return mapping.kind === "suppression"
    ? `Opt out ${countWords(people, "number")}`
    : `Import ${countWords(people, "person", "people")}`;
}

function headline({ created, updated, alsoOut = 0 }: Counts, refused: number): string {
  if (created + updated === 0) {
    if (alsoOut > 0) return `No one will be added, ${countWords(alsoOut, "number")} will be opted out`;
    return refused > 0 ? "No one in this file can be added" : "Nothing new in this file";
  }
  const parts = [created > 0 && `${countWords(created, "person", "people")} will be added`];
  if (updated > 0)
    parts.push(
      created > 0
        ? `${updated.toLocaleString("en-US")} updated`
        : `${countWords(updated, "person", "people")} will be updated`,
    );
  if (refused > 0) parts.push(`${countWords(refused, "row")} refused`);
  return parts.filter(Boolean).join(", ");
}

/** The refused rows as a file to mend. */
export function RefusedLink({ id, count }: { id: number; count: number }) {
  return (
    <p>
      <Button asChild variant="outline" className="h-auto min-h-11 max-w-full whitespace-normal py-2">
        <a href={`/members/import/${id}/refused`} download>
          <Download aria-hidden /> Download the {countWords(count, "refused row")} with reasons
        </a>
      </Button>
    </p>
  );
}
