"use client";

import { Button } from "@/components/ui/button";
import type { ShownImport } from "@/lib/imports/shown";
import { ProgressBar } from "./progress-bar";
import { countWords, leftWords } from "./sizes";

/** Something is at work; looking on is not needed. */
export function UnderWay({ one, busy, onStop }: { one: ShownImport; busy: boolean; onStop: () => void }) {
  const title = { checking: "Reading every row", running: "Adding people", undoing: "Undoing the import" }[
    one.state as "checking" | "running" | "undoing"
  ];
  const left = one.secondsLeft === null ? "" : ` · ${leftWords(one.secondsLeft)}`;
  return (
    <section className="grid gap-4">
      <h1 className="text-2xl font-semibold">{title}</h1>
      {one.state === "undoing" ? (
        <p className="text-muted">Whom it created is taken out again. This takes a moment.</p>
      ) : (
        <>
          <ProgressBar part={one.part} label={title} />
          <p className="tabular text-muted">
            {countWords(one.row, "row")} · {Math.floor(one.part * 100)}%{left}
          </p>
          {one.state === "running" && (
            <p className="tabular">
              {countWords(one.counts.created, "person", "people")} added, {one.counts.updated.toLocaleString("en-US")}{" "}
              updated so far.
            </p>
          )}
          <p className="text-meta text-muted">
            You can leave this page, or close it: it goes on by itself.
            {one.state === "checking" && " Nobody is added yet."}
          </p>
          <div>
            <Button variant="outline" busy={busy} onClick={onStop}>
              {one.state === "checking" ? "Stop checking" : "Stop the import"}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
