"use client";

import Link from "next/link";
import { timeOfDay, zoneWords } from "@/components/inbox/times";
import { Button } from "@/components/ui/button";
import { ConfirmCount } from "@/components/ui/confirm-count";
import { refusedRows } from "@/lib/imports/counts";
import type { ShownImport } from "@/lib/imports/shown";
import { RefusedLink } from "./check-report";
import type { FieldName } from "./import-screen";
import { countWords } from "./sizes";
import { Tally } from "./tally";

type Props = {
  one: ShownImport;
  fields: FieldName[];
  timeZone: string;
  busy: boolean;
  onUndo: (typed: number) => void;
};

/** What happened, and for ten minutes the way back. */
export function Result({ one, fields, timeZone, busy, onUndo }: Props) {
  const { counts } = one;
  const refused = refusedRows(counts);
  const added = countWords(counts.created, "new person", "new people");
  return (
    <section className="grid gap-6">
      <header className="grid gap-1" aria-live="polite">
        <h1 className="text-2xl font-semibold">{title(one)}</h1>
        <p className="text-muted">{explained(one)}</p>
      </header>
      {one.row > 0 && one.state !== "undone" && <Tally counts={counts} fields={fields} done />}
      {refused > 0 && one.row > 0 && <RefusedLink id={one.id} count={refused} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button asChild>
          <Link href="/members">View members</Link>
        </Button>
        <Button asChild variant="outline">
          <Link href="/members/import">Import another file</Link>
        </Button>
        {one.undoUntil && (
          <ConfirmCount
            title={`Remove ${added}?`}
            description="People who texted or were texted since the import stay. You can import the file again."
            count={counts.created}
            confirm={`Remove ${added}`}
            onConfirm={onUndo}
          >
            <Button variant="quiet" busy={busy}>
              Undo: remove the {added}
            </Button>
          </ConfirmCount>
        )}
      </div>
      {one.undoUntil && (
        <p className="text-meta text-muted">
          You can undo until {timeOfDay(one.undoUntil, timeZone)}, {zoneWords(timeZone)} time. Undo removes the people
          this import added, except those who texted or were texted since. Changes to existing members and opt-outs
          stay.
        </p>
      )}
    </section>
  );
}

function title({ state, counts, undone }: ShownImport): string {
  if (state === "undone") return `Undone: ${countWords(undone, "person", "people")} removed`;
  if (state === "cancelled")
    return counts.created + counts.updated > 0 ? "Import stopped" : "Import canceled, no one was added";
  if (counts.created === 0 && counts.updated === 0) return "Nothing needed to change";
  return counts.created > 0
    ? `${countWords(counts.created, "person", "people")} added`
    : `${countWords(counts.updated, "person", "people")} updated`;
}

function explained({ state, counts, undone, proof, row, source, mapping }: ShownImport): string {
  if (state === "undone") {
    const stayed = counts.created - undone;
    return stayed > 0
      ? `${countWords(stayed, "person", "people")} stayed because they texted or were texted since.`
      : "Everyone this import added was removed. No one was texted about it.";
  }
  if (state === "cancelled") {
    return row > 0 && counts.created + counts.updated > 0
      ? `Stopped after row ${row.toLocaleString("en-US")}. Everyone imported until then stays. The file was deleted.`
      : "The file was deleted.";
  }
  if (mapping.kind === "suppression") return "These numbers are opted out and won’t be texted. The file was deleted.";
  return proof
    ? `Active members can get broadcasts. Their consent log says: “${source}”.`
    : "They’re invited and get no broadcasts until they sign up. The file was deleted.";
}
