"use client";

import { Button } from "@/components/ui/button";
import type { Draft } from "@/lib/broadcasts/draft";
import type { Content } from "./use-saves";

type Props = {
  mine: Content;
  theirs: Draft;
  who: string;
  onChoose: (which: "mine" | "theirs") => void;
};

/** Two people changed the same draft at the same time: both stand here until one is chosen. */
export function Conflict({ mine, theirs, who, onChoose }: Props) {
  return (
    <section role="alertdialog" aria-labelledby="conflict" className="grid gap-3 rounded-card bg-warn-soft p-4">
      <h2 id="conflict" className="font-medium text-warn">
        {who} changed this while you were writing. Which one should stay?
      </h2>
      <div className="grid gap-3 sm:grid-cols-2">
        <Version title="Yours" body={mine.body} action="Keep mine" onChoose={() => onChoose("mine")} />
        <Version title={who} body={theirs.body} action="Take theirs" onChoose={() => onChoose("theirs")} />
      </div>
    </section>
  );
}

type VersionProps = { title: string; body: string; action: string; onChoose: () => void };

function Version({ title, body, action, onChoose }: VersionProps) {
  return (
    <div className="grid content-between gap-2 rounded-card bg-surface p-3">
      <div>
        <h3 className="text-meta text-muted">{title}</h3>
        <p className="max-h-48 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]">
          {body || <span className="text-muted">Without words</span>}
        </p>
      </div>
      <Button variant="outline" size="sm" className="h-9 justify-self-start" onClick={onChoose}>
        {action}
      </Button>
    </div>
  );
}
