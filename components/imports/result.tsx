"use client";

import Link from "next/link";
import { timeOfDay, zoneWords } from "@/components/inbox/times";
import { Button } from "@/components/ui/button";
import { refusedRows } from "@/lib/imports/counts";
import type { ShownImport } from "@/lib/imports/shown";
import { RefusedLink } from "./check-report";
import type { FieldName } from "./import-screen";
import { countWords } from "./sizes";
import { Tally } from "./tally";

type Props = { one: ShownImport; fields: FieldName[]; timeZone: string; busy: boolean; onUndo: () => void };

/** What happened, and for ten minutes the way back. */
export function Result({ one, fields, timeZone, busy, onUndo }: Props) {
  const { counts } = one;
  const refused = refusedRows(counts);
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
          <Link href="/members">See the members</Link>
        </Button>
        <Button asChild variant="outline">
          <Link href="/members/import">Import another file</Link>
        </Button>
        {one.undoUntil && (
          <Button variant="quiet" busy={busy} onClick={onUndo}>
            Undo: take the {countWords(counts.created, "new person", "new people")} out again
          </Button>
        )}
      </div>
      {one.undoUntil && (
        <p className="text-meta text-muted">
          Undoing works until {timeOfDay(one.undoUntil, timeZone)}, {zoneWords(timeZone)} time. It takes out whom this
          import added, but for those who texted or were texted since. What it filled in for people you had stays.
        </p>
      )}
    </section>
  );
}

function title({ state, counts, undone }: ShownImport): string {
  if (state === "undone") return `Undone: ${countWords(undone, "person", "people")} taken out again`;
  if (state === "cancelled")
    return counts.created + counts.updated > 0 ? "Stopped in between" : "Cancelled, nobody was added";
  if (counts.created === 0 && counts.updated === 0) return "Nothing needed to change";
  return counts.created > 0
    ? `${countWords(counts.created, "person", "people")} added`
    : `${countWords(counts.updated, "person", "people")} updated`;
}

function explained({ state, counts, undone, proof, row, source }: ShownImport): string {
  if (state === "undone") {
    const stayed = counts.created - undone;
    return stayed > 0
      ? `${countWords(stayed, "person", "people")} stayed, for something happened with them since.`
      : "Everybody this import added is gone. Nobody was texted about it.";
  }
  if (state === "cancelled") {
    return row > 0 && counts.created + counts.updated > 0
      ? `It was stopped after row ${row.toLocaleString("en-US")}. What was done until then stays. The file is removed.`
      : "The file is removed.";
  }
  return proof
    ? `They can be sent broadcasts. Each one’s consent log says: “${source}”.`
    : "They are invited: kept here, and sent no broadcasts until they sign up. The file is removed.";
}
