"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { refusedRows } from "@/lib/imports/counts";
import type { ShownImport } from "@/lib/imports/shown";
import { ruleWords } from "@/lib/imports/words";
import type { FieldName } from "./import-screen";
import { countWords } from "./sizes";
import { Tally } from "./tally";

type Props = {
  one: ShownImport;
  fields: FieldName[];
  busy: boolean;
  onBegin: () => void;
  onBack: () => void;
  onCancel: () => void;
};

/** What would happen, before it does. */
export function CheckReport({ one, fields, busy, onBegin, onBack, onCancel }: Props) {
  const counts = one.foretold ?? one.counts;
  const people = counts.created + counts.updated;
  const refused = refusedRows(counts);
  const known = people + counts.unchanged;
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">{headline(counts.created, counts.updated, refused)}</h1>
        <p className="text-muted">
          Nobody has been added yet. {ruleWords[one.mapping.rule]}. {one.proof ? activeWords : invitedWords}
        </p>
      </header>
      <Tally counts={counts} fields={fields} done={false} />
      {refused > 0 && <RefusedLink id={one.id} count={refused} />}
      <div className="flex flex-wrap gap-2">
        {known > 0 && (
          <Button busy={busy} onClick={onBegin}>
            {people > 0 ? `Import ${countWords(people, "person", "people")}` : "Import anyway"}
          </Button>
        )}
        <Button variant="outline" disabled={busy} onClick={onBack}>
          Change the columns
        </Button>
        <Button variant="quiet" disabled={busy} onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </section>
  );
}

const activeWords = "They can be sent broadcasts at once, for you attested to proof of their consent.";
const invitedWords = "They are kept as invited, and are sent no broadcasts until they sign up.";

function headline(created: number, updated: number, refused: number): string {
  if (created + updated === 0)
    return refused > 0 ? "Nobody new in this file can be added" : "There is nothing new in this file";
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
